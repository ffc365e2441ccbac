"""Texts as people type them: what may be stored, exactly as it is, and what is refused."""

import unicodedata
from datetime import date

from app.language import _
from app.services.errors import Invalid

LONGEST_NAME = 500
LONGEST_NUMBER = 200
LONGEST_RHYTHM = 3_650  # days
FIRST_YEAR = 1900
"""What an import takes as well, so that what was typed comes back from an export."""

MOST = 2_000_000  # characters: far beyond any note, near what a screen can still show
ALLOWED = frozenset("\t\n\r")


def kept(field: str, text: str) -> str:
    """Return the text unchanged, if it can be kept exactly; raises Invalid otherwise."""
    if len(text) > MOST:
        raise Invalid(
            field,
            _("This text is too long: {n} characters; {most} are kept.").format(
                n=len(text), most=MOST
            ),
        )
    if not text.isprintable():
        for char in set(text) - ALLOWED:
            if unicodedata.category(char) in ("Cc", "Cs"):
                raise Invalid(
                    field,
                    _(
                        "This text contains a control character (U+{code}) that no page can show. "
                        "Remove it, or paste as plain text."
                    ).format(code=f"{ord(char):04X}"),
                )
    return text


def line(field: str, text: str) -> str:
    """Return a text of one line: blanks trimmed, nothing else changed."""
    return kept(field, text).strip()


def required(field: str, text: str, sentence: str) -> str:
    """Return a text of one line, refused with the sentence where it is empty."""
    found = line(field, text)
    if not found:
        raise Invalid(field, sentence)
    return found


def name(field: str, text: str, sentence: str = "") -> str:
    """Return what something is called: one line, not endless.

    An empty one is refused with the sentence, if there is one; raises Invalid.
    """
    found = required(field, text, sentence) if sentence else line(field, text)
    return _short(field, found, LONGEST_NAME)


def number(field: str, text: str) -> str:
    """Return the number that another system gave to a record; raises Invalid."""
    return _short(field, line(field, text), LONGEST_NUMBER)


def day(field: str, value: date | None) -> date | None:
    """Return a day that is not a slip of the keyboard, or None; raises Invalid."""
    if value is not None and value.year < FIRST_YEAR:
        raise Invalid(field, _("A day before the year {year} is none.").format(year=FIRST_YEAR))
    return value


def feeling(value: int | None) -> int | None:
    """Return a feeling from −2 to 2, or None; raises Invalid."""
    if value is not None and not -2 <= value <= 2:
        raise Invalid("feeling", _("A feeling goes from −2 to +2."))
    return value


def _short(field: str, text: str, longest: int) -> str:
    if "\n" in text or "\r" in text:
        raise Invalid(field, _("Please write this on one line."))
    if len(text) > longest:
        raise Invalid(field, _("This is longer than {most} characters.").format(most=longest))
    return text
