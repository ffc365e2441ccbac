"""Whole numbers that add up: no decimals on the screen, and still every sum is right."""

from collections.abc import Sequence
from math import floor


def rounded(parts: Sequence[float], total: float) -> list[int]:
    """Round parts so that they add up to the rounded total, each by less than one.

    The method of largest remainders (Hare–Niemeyer): whoever lost most by rounding down gets back.
    """
    whole = [floor(part) for part in parts]
    missing = round(total) - sum(whole)
    by_rest = sorted(range(len(parts)), key=lambda n: whole[n] - parts[n])
    for n in by_rest[: max(0, missing)]:
        whole[n] += 1
    return whole
