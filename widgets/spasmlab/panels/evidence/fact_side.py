"""One side of a fact box: a benefit or a harm, in the same parts and the same size.

The picture is 100 people without it and with it, or a ruler, or words where no more is known.
"""

import htpy as h

from spasmlab.panels.evidence.result import Result, bold
from spasmlab.panels.evidence.rulers import ruler
from spasmlab.panels.markup import fill


def side(found: Result, title: str) -> h.Element:
    """Return the benefit or the harm: the same parts in the same order and size."""
    say = found.words
    against = found.comparator
    compared = fill(say["compared"], comparator=against) if against else say["alone"]
    toward = fill(say["here"], toward=found.toward) if found.toward else ""
    return h.section(".fact-side", data_row=found.row, data_fill=found.fill)[
        h.h4[h.span(".fact-which")[title], " ", h.span(".fact-outcome")[found.outcome]],
        h.p(".fact-compared")[f"{compared} {toward}".strip()],
        h.div(".fact-picture")[_picture(found)],
        h.p(".fact-difference")[_difference(found)],
        h.dl[((h.dt[term], h.dd[text]) for term, text in _terms(found))],
    ]


def _picture(found: Result) -> h.Node:
    if found.fill == "people":
        arms = (("without", found.people.without), ("with", found.people.treated))
        return [_arm(found, name, count) for name, count in arms]
    if found.fill == "ruler":
        return ruler(found)
    return h.p(".fact-words")[found.finding]


def _arm(found: Result, name: str, count: int) -> h.Element:
    """Return one group of people: what it is called, its picture, and both its counts."""
    say, out_of = found.words, found.out_of
    about = fill(say["picture"], arm=say[name], count=count, out_of=out_of, had=found.had)
    size: dict[str, str | int] = {"data-filled": count, "data-out-of": out_of, "data-arm": name}
    return h.div(".fact-arm")[
        h.p(".fact-arm-name")[say[name]],
        h.div(".people", size, role="img", aria_label=about),
        h.p(".fact-count")[h.b[str(count)], " ", fill(say["of"], out_of=out_of)],
        h.p(".fact-rest")[fill(say["rest"], count=out_of - count)],
    ]


def _difference(found: Result) -> h.Node:
    if found.fill == "people":
        return [bold(found.amount), " ", found.range]
    if found.fill == "ruler":
        with_it = fill(found.words["points"]["with"], amount=found.amount)
        return [bold(with_it), " ", found.range]
    bare = found.finding in (found.words["unchecked"], found.words["no_count"])
    return str(found.words["no_number" if bare else "no_count"])


def _terms(found: Result) -> list[tuple[str, h.Node]]:
    """Return what every side tells of its number, in the same order."""
    say = found.words
    terms: list[tuple[str, h.Node]] = [
        (say["chance"], _chance(found)),
        (say["sure"], found.certainty()),
        (say["when"], found.when),
        (say["who"], found.who),
    ]
    return [*terms, (say["notice"], found.notice)] if found.fill == "ruler" else terms


def doubt(found: Result) -> str:
    """Return what ends a side's sentence: chance, no clear difference, or how little we trust it.

    A range on one side does not make a result of low certainty one to be trusted. Words that
    claim nothing need no doubt.
    """
    say, row = found.words["chances"], found.effect
    trust = found.words["trust"].get(row.certainty, "")
    if found.fill == "unchecked":
        return ""
    if found.fill == "words":
        return str(trust) if row.favours in ("treatment", "comparator") else ""
    if neither(found):
        return str(say["say_neither" if row.trials == 1 else "say_neither_many"])
    return str(say["say_includes"] if found.chance == "includes" else trust) or str(
        say[f"say_{found.chance}"]
    )


def neither(found: Result) -> bool:
    """Return whether no clear difference was seen, and no range says how wide it may be."""
    numbered = found.fill in ("people", "ruler")
    return numbered and found.effect.favours == "neither" and found.effect.interval is None


def _chance(found: Result) -> str:
    """Return whether it could be chance, without more trust than its certainty allows."""
    say, sure = found.words["chances"], found.effect.certainty
    if neither(found):
        return f"{doubt(found)} {say['no_range']}"
    if found.chance == "excludes" and sure in found.words["trust"]:
        return f"{say['one_side']} {found.words['trust'][sure]}"
    return str(say[found.chance])
