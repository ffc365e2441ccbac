"""Whole numbers that add up: no decimals on the screen, and still every sum is right."""

from collections.abc import Sequence
from math import floor


def rounded(parts: Sequence[float], total: float) -> list[int]:
    """Round parts so that they add up to the rounded total.

    The method of largest remainders (Hare–Niemeyer): whoever lost most by rounding down gets back.
    Where the total is itself one of several rounded parts, who lost least may have to give one.
    """
    whole = [floor(part) for part in parts]
    missing = round(total) - sum(whole)
    by_rest = sorted(range(len(parts)), key=lambda n: whole[n] - parts[n])
    for n in by_rest[: max(0, missing)]:
        whole[n] += 1
    for n in by_rest[::-1][: max(0, -missing)]:
        whole[n] -= 1
    return whole
