"""Each standard of the series is tested, by its id, or a line of the log says what was read."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LOG = HERE / "reading-log.md"
SHARED = HERE.parent.parent / "shared" / "series" / "standards.md"
COUNTS = {"P": 26, "C": 20, "L": 3, "I": 13, "A": 30, "H": 14, "V": 5, "E": 9}
IDS = {f"{kind}{n:02}" for kind, last in COUNTS.items() for n in range(1, last + 1)}
IDS |= {f"G{n}" for n in range(1, 7)}
MARK = re.compile(r'standard\("(\w+)"\)|^\s+rules\.\w+: \[(.*)\],$', re.MULTILINE)
SPAN = re.compile(r"\b([A-Z])(\d+) to \1?(\d+)\b")


def marked(folder=HERE):
    """Return the ids that a test carries as its marker."""
    text = "\n".join(path.read_text("utf-8") for path in folder.rglob("test_*.py"))
    return {
        one for pair in MARK.findall(text) for one in re.findall(r"[A-Z]{1,2}\d+", " ".join(pair))
    }


def logged(text):
    """Return the ids that a log names, those within a span too."""
    spans = [(k, int(a), int(b), len(a)) for k, a, b in SPAN.findall(text)]
    within = {f"{k}{n:0{wide}}" for k, a, b, wide in spans for n in range(a, b + 1)}
    return within | set(re.findall(r"\b[A-Z]\d{1,2}\b", text))


def test_no_standard_is_neither_tested_nor_read():
    assert sorted(IDS - marked() - logged(LOG.read_text("utf-8"))) == []


def test_a_standard_that_nobody_looks_at_is_found():
    assert "P99" not in marked() | logged(LOG.read_text("utf-8"))
    assert logged("C12 to C14 were read") == {"C12", "C13", "C14"}


def test_the_ids_are_those_of_the_series():
    if not SHARED.is_file():
        pytest.skip("the series' own list of standards lies beside the project in CI only")
    told = set(re.findall(r"^\| ([A-Z]\d{2})\*? \|", SHARED.read_text("utf-8"), re.MULTILINE))
    assert {one for one in told if one[0] in COUNTS} <= IDS
    assert len(told & IDS) > 80
