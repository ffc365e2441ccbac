"""How well a passphrase would hold, said while it is typed. Nobody is kept from a good one."""

import math
import re

from app.language import _, ngettext

LEAST_LENGTH = 10  # as app.services.book.passphrase refuses below

FAIR, STRONG = 32.0, 50.0  # bits: three words, four words; scrypt makes each guess slow
A_WORD = math.log2(7776)  # of the Diceware list (Reinhold 1995), from which people draw words


def sentence(passphrase: str) -> str:
    """Return what to say of it."""
    missing = LEAST_LENGTH - len(passphrase.strip())
    if not passphrase:
        return _("Four or five words are easy to remember and hard to guess.")
    if missing > 0:
        more = ngettext("{n} more character is needed.", "{n} more characters are needed.", missing)
        return more.format(n=missing)
    found = bits(passphrase)
    if found < FAIR:
        return _("Weak: easy to guess by trying. Add a word or two.")
    if found < STRONG:
        return _("Fair. Another word makes it strong.")
    return _("Strong.")


def too_short() -> str:
    """Return the sentence for one that is refused."""
    return _("A passphrase needs at least {count} characters.").format(count=LEAST_LENGTH)


def bits(passphrase: str) -> float:
    """Return roughly how many yes-or-no questions guessing takes.

    A word counts as one of a list, however long it is; a word said again does not count.
    """
    parts = dict.fromkeys(re.findall(r"[^\W\d_]+|\d+|[^\w\s]+", passphrase.casefold()))
    return sum(_of_part(part) for part in parts)


def _of_part(part: str) -> float:
    """Return what letters, digits or signs standing together give."""
    if part.isalpha():
        return min(A_WORD, _surprises(part) * math.log2(26))
    return _surprises(part) * math.log2(10 if part.isdigit() else 20)


def _surprises(part: str) -> int:
    """Count the characters that do not go on from those before as a run (1234, aaaa) does."""
    codes = [ord(letter) for letter in part]
    jumps = sum(
        third - second != second - first or abs(third - second) > 1
        for first, second, third in zip(codes, codes[1:], codes[2:], strict=False)
    )
    return min(len(part), 2) + jumps
