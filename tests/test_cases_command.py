"""``spasmlab signs``: a result a line, a bad line refused by its number, and never a crash."""

import io
import json
import os
import subprocess
import sys
from random import Random

import pytest
from tests.cases import drawn

from spasmlab.safety.signs import LEVELS
from spasmlab.safety.triage import NOT_ENOUGH, SELF_CARE
from spasmlab.site.cases import LONGEST, CaseError, judged
from spasmlab.site.cli import main

GOOD = '{"id": "a", "facts": {"age": 40, "chest_pain": true}, "text": "more may be told"}'
CALM = '{"id": 7, "facts": {"age": 40}}'
BAD = [
    ("nope", "not JSON: Expecting value, at character 1"),
    ('{"id": 1', "not JSON:"),
    ("[1]", "a case must be an object, got list"),
    ("null", "a case must be an object, got NoneType"),
    ("{}", "a case must have id and facts"),
    ('{"id": 1}', "a case must have facts"),
    ('{"facts": {}}', "a case must have id"),
    ('{"id": null, "facts": {}}', "id must be a text or a whole number"),
    ('{"id": true, "facts": {}}', "id must be a text or a whole number"),
    ('{"id": 1, "facts": []}', "facts must be named answers, got []"),
    ('{"id": 1, "facts": {"age": 300}}', "age must be 0 to 110, got 300"),
    ('{"id": 1, "facts": {"agee": 3}}', "no question 'agee'; did you mean 'age'?"),
    (
        '{"id": 1, "facts": {"chest_pain": true, "chest_pain": false}}',
        "'chest_pain' must come once",
    ),
    ('{"id": 1, "facts": {"age": NaN}}', "NaN is no number"),
    ('{"id": 1, "facts": {"age": -Infinity}}', "-Infinity is no number"),
    ('{"id": 1, "facts": {"age": ' + "9" * 5000 + "}}", "a number has too many digits"),
    ('{"id": 1, "facts": ' + "[" * 100_000 + "]" * 100_000 + "}", "must not be nested so deep"),
    ('{"id": 1, "facts": {"age": ' + "[" * 400 + "]" * 400 + "}}", "age must be a whole number"),
    ('{"id": 1, "facts": {}, "x": "' + "x" * LONGEST + '"}', "at most 1,000,000 bytes"),
]


def results(*lines):
    whole = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    return list(judged(io.BytesIO(whole)))


def test_a_case_gets_its_level_and_its_reasons():
    (one,) = results(GOOD)
    number, result = one
    assert (number, result["id"], result["level"]) == (1, "a", "call_emergency_now")
    assert [reason["id"] for reason in result["reasons"]] == ["BACK_CHEST"]
    assert results(CALM) == [(1, {"id": 7, "level": SELF_CARE, "reasons": [], "open": []})]


@pytest.mark.parametrize(("line", "said"), BAD, ids=range(len(BAD)))
def test_a_bad_line_is_refused_and_the_next_is_read(line, said):
    first, second = results(line, CALM)
    assert isinstance(first[1], CaseError)
    assert said in str(first[1])
    assert len(str(first[1])) < 700
    assert second[1]["level"] == SELF_CARE


def test_bytes_that_are_no_text_are_refused_and_a_mark_of_order_is_not():
    first, second = results(b'{"id": "\xff"}', b"\xef\xbb\xbf" + CALM.encode())
    assert str(first[1]) == "a case must be UTF-8; byte 9 is not"
    assert second[1]["level"] == SELF_CARE


def test_empty_lines_count_and_are_passed_over():
    assert [number for number, _ in results("", CALM, "  ", CALM)] == [2, 4]


def test_the_command_prints_results_and_names_bad_lines(tmp_path, capsys):
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join([GOOD, "nope", CALM]), encoding="utf-8")
    assert main(["signs", str(file)]) == 1
    printed = capsys.readouterr()
    assert [json.loads(line)["id"] for line in printed.out.splitlines()] == ["a", 7]
    assert printed.err == f"spasmlab: {file}, line 2: not JSON: Expecting value, at character 1\n"
    file.write_text(GOOD)
    assert main(["signs", str(file)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("name", "said"), [("none", "No such file"), ("", "Is a directory")])
@pytest.mark.skipif(os.name == "nt", reason="Windows words it otherwise")
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, said, capsys):
    assert main(["signs", str(tmp_path / name)]) == 2
    assert f"cannot go on with {tmp_path / name}: {said}".rstrip("/") in capsys.readouterr().err


def test_many_keys_are_looked_through_once():
    keys = ", ".join(f'"{at}": 0' for at in range(60_000))
    ((_, refused),) = results("{" + keys + ', "59999": 1}')
    assert "'59999' must come once" in str(refused)


def test_of_a_huge_line_only_the_start_is_held():
    class Huge(io.BytesIO):
        longest = 0

        def readline(self, size=-1):
            line = super().readline(size)
            self.longest = max(self.longest, len(line))
            return line

    lines = Huge(b"x" * (5 * LONGEST) + b"\n" + CALM.encode())
    (_, refused), (number, result) = judged(lines)
    assert "at most" in str(refused)
    assert (number, result["level"]) == (2, SELF_CARE)
    assert lines.longest <= LONGEST + 1


def test_a_file_without_a_case_passes_for_nothing(tmp_path, capsys):
    file = tmp_path / "empty.jsonl"
    file.write_text("\n\n")
    assert main(["signs", str(file)]) == 2
    assert "holds no case" in capsys.readouterr().err


def test_it_reads_what_is_piped_in_and_stops_when_nobody_reads_on():
    command = [sys.executable, "-m", "spasmlab", "signs", "-"]
    piped = subprocess.run(command, input=GOOD, capture_output=True, text=True, check=True)
    assert json.loads(piped.stdout)["level"] == "call_emergency_now"
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        program.stdout.close()
        program.communicate(f"{GOOD}\n".encode() * 2000)
    assert program.returncode == 0


def test_a_mangled_line_is_read_or_refused_and_never_self_care_by_accident():
    """A fuzzer: real cases with bytes changed, cut, doubled and swapped, the same in every run."""
    dice = Random(2026)
    for _ in range(4000):
        line = bytearray(json.dumps({"id": 1, "facts": drawn(dice)}).encode())
        mangle(line, dice)
        for _, result in judged(io.BytesIO(bytes(line))):
            if isinstance(result, CaseError):
                assert str(result)
            else:
                assert result["level"] in {*LEVELS, NOT_ENOUGH}
                assert not (result["open"] and result["level"] == SELF_CARE)


def mangle(line, dice):
    for _ in range(dice.randrange(1, 6)):
        at = dice.randrange(len(line))
        fate = dice.randrange(5)
        if fate == 0:
            line[at] = dice.randrange(256)
        elif fate == 1:
            del line[at : at + dice.randrange(1, 30)]
        elif fate == 2:
            line[at:at] = line[at : at + dice.randrange(1, 30)]
        elif fate == 3:
            line[at:at] = dice.choice([b'"', b"{", b"]", b"null", b"1e999", b"\\ud800", b"unsure"])
        else:
            line[at : at + 4] = dice.choice([b"true", b"null", b"NaN,", b"-0.5"])
        line[:] = line or b"{"
