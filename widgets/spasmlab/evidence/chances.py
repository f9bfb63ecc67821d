"""Bayes for a test with two answers: how likely a thing is before it, and after.

Equations
    after a finding      p s / (p s + (1 - p) f)
    after none           p (1 - s) / (p (1 - s) + (1 - p) (1 - f))
    likelihood ratios    s / f with the finding, (1 - s) / (1 - f) without
    where p is the chance before, s the share with the finding among those who have the thing
    (sensitivity), f the share with it among those who have it not (1 - specificity).
Units
    Every chance is from 0 to 1.
Shapes
    Arrays are broadcast together; single numbers give single numbers.
Errors
    ``ValueError`` names the argument that is no chance, or a finding that nobody would have.
Limits
    One test, two answers, and the same shares in everybody: real tests have degrees, and find
    more in those who are more ill.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def after_finding(before: ArrayLike, found_with: ArrayLike, found_without: ArrayLike) -> Any:
    """Return how likely the thing is in a person with the finding."""
    p, s, f = _chances(before=before, found_with=found_with, found_without=found_without)
    return _share(p * s, (1 - p) * f, "has the finding")


def after_none(before: ArrayLike, found_with: ArrayLike, found_without: ArrayLike) -> Any:
    """Return how likely the thing still is in a person without the finding."""
    p, s, f = _chances(before=before, found_with=found_with, found_without=found_without)
    return _share(p * (1 - s), (1 - p) * (1 - f), "is without the finding")


def likelihood_ratios(found_with: ArrayLike, found_without: ArrayLike) -> tuple[Any, Any]:
    """Return by how much a finding, and its absence, multiply the odds."""
    s, f = _chances(found_with=found_with, found_without=found_without)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (s / f)[()], ((1 - s) / (1 - f))[()]


def _share(those: Any, others: Any, what: str) -> Any:
    if np.any(those + others == 0):
        raise ValueError(f"nobody {what}: the chance after it has no meaning")
    return (those / (those + others))[()]


def _chances(**named: ArrayLike) -> list[Any]:
    found = []
    for name, value in named.items():
        array = np.asarray(value, dtype=float)
        if not np.all((array >= 0) & (array <= 1)):
            raise ValueError(f"{name} must be from 0 to 1, got {value!r}")
        found.append(array)
    return found
