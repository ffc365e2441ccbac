"""The words that people see, in their language: one catalogue for all rooms.

The standard library looks for catalogues on the disk at every word, which a list of 2,000 lines
would wait for. Here they are looked for once.
"""

import gettext
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).resolve().parent.parent / "resources" / "translations"


def _(message: str) -> str:
    """Return the message in the user's language; as it stands where nobody translated it."""
    return _catalogue().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a message that fits the count."""
    return _catalogue().ngettext(one, many, count)


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("rapport", CATALOGUES, fallback=True)
