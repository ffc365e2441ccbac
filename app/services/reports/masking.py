"""Quotes without names: who said it stays between the customer and us."""

import re
from collections.abc import Iterable

SHORTEST = 3  # letters of a name's part that is looked for by itself
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w/.-])\+?\d[\d ()/-]{7,}\d")
HIDDEN = "…"


def masked(text: str, names: Iterable[str]) -> str:
    """Return a text in which names, each of their words, addresses and numbers to ring are hidden.

    ``names`` are those of people and organisations; a word of less than three letters is left, as
    it would be found in others.
    """
    text = PHONE.sub(HIDDEN, EMAIL.sub(HIDDEN, text))
    words = {part for name in names for part in (name, *re.split(r"[\s,]+", name))}
    wanted = sorted((w for w in words if len(w) >= SHORTEST), key=len, reverse=True)
    if not wanted:
        return text
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)
    return re.sub(rf"{HIDDEN}(?:[ \t]+{HIDDEN})+", HIDDEN, found.sub(HIDDEN, text))
