"""The words around what matched, cut from the text itself."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LONGEST = 110
BEFORE = 30  # characters kept before the match


class Cutter:
    """Cuts the part of a text that shows why it was found."""

    def __init__(self, words: Sequence[str]) -> None:
        either = "|".join(re.escape(folded(word)) for word in words)
        self._match = re.compile(rf"(?<!\w)(?:{either})") if words else None

    def cut(self, text: str) -> str:
        """Return at most one line of the text, around the first match."""
        if len(text) <= LONGEST:
            return " ".join(text.split())
        found = self._match.search(folded(text)) if self._match else None
        start = max(0, found.start() - BEFORE) if found else 0
        start = _at_word(text, start)
        part = " ".join(text[start : start + LONGEST].split())
        end = "…" if start + LONGEST < len(text) else ""
        return f"{'…' if start else ''}{part}{end}"


def folded(text: str) -> str:
    """Return the text without case and accents, character by character: places stay the same."""
    if text.isascii():
        return text.lower()
    return "".join(map(_bare, text))


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    lower = unicodedata.normalize("NFD", char)[0].lower()
    return lower if len(lower) == 1 else char


def _at_word(text: str, start: int) -> int:
    """Return where the word that is cut at ``start`` ends, so that no half word is shown."""
    if start == 0 or text[start - 1].isspace():
        return start
    blank = next((n for n in range(start, min(len(text), start + BEFORE)) if text[n].isspace()), -1)
    return blank + 1 if blank >= 0 else start
