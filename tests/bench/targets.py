"""Targets met or missed, and columns of text: what both benches print."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """What is promised, what was found, and whether it held; None: cannot tell."""

    name: str
    found: str
    met: bool | None


def aligned(lines: Sequence[tuple[str, ...]], words: int = 1) -> str:
    """Return lines in columns: the first ones, which hold words, to the left."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            text.ljust(width) if at < words else text.rjust(width)
            for at, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def verdict(found: Sequence[Target]) -> str:
    """Return the targets, one a line, met or missed."""
    words = {True: "met", False: "MISSED", None: "n/a"}
    width = max(len(one.name) for one in found)
    return "\n".join(f"{words[one.met]:6}  {one.name:{width}}  {one.found}" for one in found)
