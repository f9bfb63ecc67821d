"""Our QR encoder beside segno's, module by module: every version, level and mask, and real links.

Both follow ISO/IEC 18004, and share no line. segno 1.6 adds a byte of zeros where the text already
ends on a byte, which the standard does not: that one step of it is mended here. A text that fills a
code to its last byte has no padding at all, and is compared with segno as it comes.
"""

import random
from urllib.parse import quote

import pytest
import segno
from segno import consts, encoder

from spasmlab.panels.base import module

pytestmark = pytest.mark.browser
VERSIONS = range(1, 16)
LEVELS = {"M": consts.ERROR_LEVEL_M, "L": consts.ERROR_LEVEL_L}
LINKS = [
    "https://cramps.example.org/11-my-plan/#plan.place=calf",
    "http://192.168.1.20:8866/es/11-my-plan/#plan.place=thigh_front&plan.habits=warmth.exercise.salty"
    "&plan.questions=relaxant.of_100.pain_pill&plan.large=1&plan.both=1",
    "¿Dónde le da? En la pantorrilla, señor 🦵",
    "",
]


def room(version, level):
    """How many bytes fit, by segno's own tables: its data bits less mode and length."""
    bits = consts.SYMBOL_CAPACITY[version][LEVELS[level]]
    return (bits - 4 - (8 if version < 10 else 16)) // 8


@pytest.fixture(scope="module")
def encode(chromium):
    """Return a function that runs qr.js on many texts at once."""
    page = chromium.new_page()
    page.evaluate(
        "async (text) => { window.ours = await import('data:text/javascript,' + text); }",
        quote(module("qr.js")),
    )
    yield lambda cases: page.evaluate("(all) => all.map((one) => ours.qr(...one) ?? null)", cases)
    page.close()


@pytest.fixture
def mended(monkeypatch):
    """Let segno pad a text as the standard says."""

    def pad(buff, version, length):
        buff.extend([0] * (-length % 8))

    monkeypatch.setattr(encoder, "write_padding_bits", pad)


def by_segno(text, code, **more):
    wanted = {"error": code["level"], "version": code["version"], **more}
    return segno.make(text.encode(), mode="byte", micro=False, boost_error=False, **wanted)


def same(text, code, **more):
    return [list(row) for row in by_segno(text, code, **more).matrix] == code["rows"]


def letters(count, seed):
    return "".join(random.Random(seed).choices("abcdefghijklmnopqrstuvwxyz./&=#", k=count))


def test_every_version_level_and_mask_is_as_segno_draws_it(encode, mended):
    """Half of each code is padding: it is compared too."""
    cases = [
        [
            letters(room(version, level) // 2, version),
            {"version": version, "level": level, "mask": mask},
        ]
        for version in VERSIONS
        for at, level in enumerate(LEVELS)
        for mask in {(version + at) % 8, (version + at + 4) % 8}
    ]
    codes = encode(cases)
    assert {wanted["mask"] for _, wanted in cases} == set(range(8))
    for (text, wanted), code in zip(cases, codes, strict=True):
        assert len(code["rows"]) == 17 + 4 * wanted["version"]
        assert same(text, code, mask=wanted["mask"]), wanted


def test_a_code_full_to_its_last_byte_is_as_segno_draws_it_and_no_byte_more_fits(encode):
    wanted = [
        {"version": version, "level": level, "mask": (3 * version + 1) % 8}
        for version in VERSIONS
        for level in LEVELS
    ]
    full = [[letters(room(one["version"], one["level"]), 7), one] for one in wanted]
    for (text, one), code in zip(full, encode(full), strict=True):
        assert same(text, code, mask=one["mask"]), one
    assert encode([[text + "x", one] for text, one in full]) == [None] * len(full)


def test_the_smallest_code_is_chosen_with_the_mask_that_the_standard_scores_best(encode, mended):
    """Level M mends more, and is left only where its modules would be too small to print."""
    texts = LINKS + [letters(random.Random(seed).randint(1, 400), seed) for seed in range(10)]
    texts += [letters(room(10, "M") + more, 1) for more in (0, 1)]
    codes = encode([[text] for text in texts])
    for text, code in zip(texts, codes, strict=True):
        size, version, level = len(text.encode()), code["version"], code["level"]
        assert level == ("M" if size <= room(10, "M") else "L")
        assert size <= room(version, level)
        assert version == 1 or size > room(version - 1, level)
        assert same(text, code) or not text, text  # segno makes no code of no text
    assert len({code["mask"] for code in codes}) > 3
    assert encode([[letters(room(15, "L") + 1, 1)]]) == [None]
