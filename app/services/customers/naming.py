"""Finds a person's names in a text, and takes them out, as people write them. Pure.

Without case, ß as ss, accents in one character or in two, a line break for a blank, any hyphen and
apostrophe. A name stands for itself: not within another word, an address not within a longer one,
a number not among other digits.
"""

import re
import unicodedata
from collections.abc import Iterable

SHORTEST = 5  # characters of a name or telephone number that are looked for in texts
DIGITS = 7  # of a telephone number that is known however it is divided
GONE = "…"  # stands where a name stood
_WORD = re.compile(r"[^\W\d_]{3,}")
_ALIKE = str.maketrans("‐‑–’ʼ´", "---'''")
_BETWEEN = r"[\s()/.-]*"  # two digits of a telephone number


class Names:
    """Names, addresses and telephone numbers to look for; ``words`` however short they are."""

    def __init__(self, names: Iterable[str], words: Iterable[str] = ()) -> None:
        known = {" ".join(name.split()) for name in names}
        self.all = sorted((name for name in known if len(name) >= SHORTEST), key=len, reverse=True)
        alone = (_plain(_composed(word)) for word in words)
        sought = [*map(_pattern, self.all), *(rf"(?<!\w){word}(?!\w)" for word in alone)]
        self._pattern = re.compile("|".join(sought) or r"(?!)")

    def stand_in(self, said: str) -> bool:
        """Tell whether a text names the person."""
        return self._pattern.search(_plain(_composed(said))) is not None

    def without(self, said: str) -> str:
        """Return a text with "…" for each name; as it is where it names nobody."""
        if not self.stand_in(said):
            return said
        said, kept, done = _composed(said), "", 0
        letters = [place for place, letter in enumerate(said) for _part in _plain(letter)]
        for found in self._pattern.finditer(_plain(said)):
            kept += said[done : letters[found.start()]] + GONE
            done = letters[found.end() - 1] + 1
        return kept + said[done:]


def words_of(name: str) -> list[str]:
    """Return the words of a name by which a person may be called: not "von" or "der"."""
    words: list[str] = _WORD.findall(_composed(name))
    return [word for word in words if name.islower() or not word.islower()]


def _pattern(name: str) -> str:
    plain = _plain(_composed(name))
    parts = r"\s+".join(map(re.escape, plain.split()))
    if "@" in plain:
        return rf"(?<!\w)(?<!\w[.+-]){parts}(?!\w|[.-]\w)"
    if not any(letter.isalpha() for letter in plain):
        digits = re.findall(r"\d", plain)
        number = _BETWEEN.join(digits) if len(digits) >= DIGITS else parts
        return rf"(?<!\d){number}(?!\d)"
    several = re.search(r"\w\W+\w", plain) is not None
    end = r"(?=s?(?!\w))" if several else r"(?!\w)"  # Ada Quelles, but the farm of no Meier
    return rf"(?<!\w){parts}{end}"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _plain(text: str) -> str:
    """Return what is alike alike, letter by letter: those before it say nothing of any."""
    return (text if text.isascii() else text.translate(_ALIKE)).casefold()
