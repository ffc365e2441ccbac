"""How well a passphrase would hold, said while it is typed. Nobody is kept from a good one."""

import math
from gettext import gettext as _
from gettext import ngettext

LEAST_LENGTH = 10  # as app.services.book.passphrase refuses below

FAIR, STRONG = 45.0, 70.0  # bits; guessing costs a tenth of a second each (scrypt, RFC 7914)


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

    Runs such as 1234 or aaaa count as one character more, and a word said again not at all.
    """
    return _distinct(passphrase) * math.log2(max(_alphabet(passphrase), 2))


def _distinct(text: str) -> int:
    words = list(dict.fromkeys(text.casefold().split()))
    return sum(_steps(word) for word in words) + max(len(words) - 1, 0)


def _steps(word: str) -> int:
    """Count the characters that do not go on from the two before them as a run does."""
    codes = [ord(letter) for letter in word]
    surprising = sum(
        1
        for before, one, next_one in zip(codes, codes[1:], codes[2:], strict=False)
        if next_one - one != one - before or abs(next_one - one) > 1
    )
    return min(len(word), 2) + surprising


def _alphabet(text: str) -> int:
    sizes = (
        (str.islower, 26),
        (str.isupper, 26),
        (str.isdigit, 10),
        (lambda letter: not letter.isalnum(), 20),
    )
    return sum(size for belongs, size in sizes if any(belongs(letter) for letter in text))
