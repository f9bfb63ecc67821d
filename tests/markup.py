"""HTML as the tests read it: tags, names of controls, and the text that fonts must show."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}  # tags that nothing closes


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and the text that a reader's fonts must show."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.data, self._inside = [], set(), [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag in {"script", "style", "math", "pre", "code"}:
            self._inside.append(tag)
            self.data.append([self.tags[-1], ""])

    def handle_endtag(self, tag):
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()

    def handle_data(self, data):
        if not self._inside:
            self.text |= set(data)
        elif self._inside[-1] in {"script", "style"}:
            self.data[-1][1] += data


@dataclass
class Element:
    """One element of a piece of markup: its attributes, its text, what it stands in."""

    tag: str
    has: dict
    within: list
    text: str = ""

    @property
    def kinds(self):
        return set(self.has.get("class", "").split())


@dataclass
class Markup(HTMLParser):
    """The elements of a piece of markup, in order."""

    html: str
    elements: list = field(default_factory=list)
    said: list = field(default_factory=list)  # each text, and the elements that it stands in

    def __post_init__(self):
        super().__init__()
        self.open = []
        self.feed("".join(self.html))  # plain text: a Markup would escape what is compared with it

    def handle_starttag(self, tag, attributes):
        self.elements.append(Element(tag, dict(attributes), [*self.open]))
        if tag not in VOID:
            self.open.append(self.elements[-1])

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        self.said.append((data, [*self.open]))
        for element in self.open:
            element.text += data

    def all(self, tag):
        return [one for one in self.elements if one.tag == tag]

    def kind(self, name):
        (found,) = (one for one in self.elements if name in one.kinds)
        return found

    def rows(self):
        cells = {"th", "td"}
        inside = [[one for one in self.elements if row in one.within] for row in self.all("tr")]
        return [[one.text for one in row if one.tag in cells] for row in inside]

    def name(self, control):
        labels = [one for one in self.all("label") if one in control.within]
        labels += [one for one in self.all("label") if one.has.get("for") == control.has.get("id")]
        named = " ".join(one.text for one in labels) if control.tag != "button" else control.text
        return control.has.get("aria-label") or named.strip()

    def unnamed(self):
        controls = (one for one in self.elements if one.tag in ("input", "select", "button"))
        return [
            one.has for one in controls if not re.search(r"\w", self.name(one))
        ]  # "−" is no name
