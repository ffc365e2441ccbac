"""From the text of a cell to a typed value, or to the reason why it cannot be taken."""

import re
from collections.abc import Callable
from datetime import tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from app.language import _
from app.services.customers.typed_text import LONGEST_NAME, LONGEST_NUMBER
from app.services.importing import times
from app.services.importing.refusal import Refused, shown
from app.services.importing.shape import Field, Type

Convert = Callable[[str], Any]

REMEMBERED = 4_096

_SIGNS = "-=+@\uff1d\uff0b\uff0d\uff20"  # spreadsheets take the wide ones for the narrow ones
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_FORMULA = re.compile(rf"(\A(?='*[{_SIGNS}\t\r\n])|[;\t\r\n]\"*(?='*[{_SIGNS}]))")
_GUARD = re.compile(rf"(\A|[;\t\r\n]\"*)'(?='*[{_SIGNS}])|\A'(?='*[\t\r\n])")
_INTEGER = re.compile(r"[+-]?\d{1,18}(\.0+)?", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?", re.ASCII)
_SCALE = re.compile(
    r"(-?\d{1,6}(?:\.\d{1,6})?) ?(?:-|–|…|\.\.|to) ?(-?\d{1,6}(?:\.\d{1,6})?)", re.ASCII
)
_YES = frozenset({"yes", "y", "true", "1", "ja", "j", "wahr"})
_NO = frozenset({"no", "n", "false", "0", "nein", "falsch"})

NO_MINOR = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI"}
) | {"VND", "VUV", "XAF", "XOF", "XPF"}
THREE_MINOR = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
"""Currencies whose amounts do not have two digits behind the point (ISO 4217)."""


class Scale(NamedTuple):
    """The ends of the scale that a score stands on."""

    low: float
    high: float


def converter(field: Field, zone: tzinfo) -> Convert:
    """Return what reads the cells of a field; a cell with nothing in it becomes None."""
    if field.type is Type.TEXT:
        return text
    return lru_cache(REMEMBERED)(_reader(field, zone))


def _reader(field: Field, zone: tzinfo) -> Convert:
    def within(cell: str) -> int:
        return _within(integer(cell), field)

    def chosen(cell: str) -> str:
        return _chosen(cell, field.choices)

    plain: dict[Type, Convert] = {
        Type.NAME: name,
        Type.LINE: line,
        Type.ID: external_id,
        Type.REFERENCE: name if not field.many else line,
        Type.DATE: times.day,
        Type.MOMENT: times.moment(zone),
        Type.INTEGER: within,
        Type.SCORE: score,
        Type.AMOUNT: amount,
        Type.CURRENCY: currency,
        Type.YES_NO: yes_no,
        Type.CHOICE: chosen,
        Type.SCALE: scale,
    }
    read = plain[field.type]
    return lambda cell: read(cell) if cell.strip() else None


def text(cell: str) -> str | None:
    """Return somebody's words to the character, but for the guard of ``guarded``."""
    if _CONTROL.search(cell):
        raise Refused(_not_a_text(cell))
    if "'" in cell:
        cell = _GUARD.sub(r"\1", cell)
    return cell if cell.strip() else None


def guarded(cell: str) -> str:
    """Return a text no part of which a spreadsheet takes for a formula; ``text`` undoes it exactly.

    What would begin a formula gets an apostrophe in front: at the beginning, and behind a
    semicolon, a tab or a line end. Where lists are separated by semicolons, as in most of Europe, a
    spreadsheet divides a file at those, whatever quotation marks say.
    """
    return _FORMULA.sub(r"\1'", cell)


def line(cell: str) -> str | None:
    """Return a short text without the blanks around it."""
    found = text(cell)
    return found.strip() if found else None


def name(cell: str) -> str | None:
    """Return what something is called: one line, not endless."""
    found = line(cell)
    if found and ("\n" in found or "\r" in found):
        raise Refused(_("{cell} goes over more than one line").format(cell=shown(found)))
    return _not_longer(found, LONGEST_NAME)


def external_id(cell: str) -> str | None:
    """Return the number that another system gave to a record."""
    return _not_longer(name(cell), LONGEST_NUMBER)


def integer(cell: str) -> int:
    """Return a whole number."""
    cell = cell.strip().replace("\u2212", "-")
    if not _INTEGER.fullmatch(cell):
        raise Refused(_("{cell} is not a whole number").format(cell=shown(cell)))
    return int(cell.partition(".")[0])


def score(cell: str) -> float:
    """Return the number of an answer."""
    return float(_decimal(cell))


def amount(cell: str) -> Decimal:
    """Return an amount exactly as written; its currency decides how many digits it may have."""
    found = _decimal(cell)
    if found < 0:
        raise Refused(_("{cell}: an amount cannot be negative").format(cell=shown(cell)))
    return found


def minor_units(amount: Decimal, currency: str) -> int:
    """Return an amount in its currency's smallest unit, refusing to round."""
    digits = minor_digits(currency)
    exact = amount.scaleb(digits)
    if exact != int(exact):
        raise Refused(
            _("{amount} has more digits behind the point than {currency} has").format(
                amount=amount, currency=currency
            )
        )
    return int(exact)


def minor_digits(currency: str) -> int:
    """Return how many digits of a currency's amounts stand behind the point (ISO 4217)."""
    if currency in NO_MINOR:
        return 0
    return 3 if currency in THREE_MINOR else 2


def currency(cell: str) -> str:
    """Return the three letters of a currency."""
    found = cell.strip().upper()
    if len(found) != 3 or not found.isascii() or not found.isalpha():
        raise Refused(
            _("{cell} is no currency: it has three letters, such as EUR").format(cell=shown(cell))
        )
    return found


def yes_no(cell: str) -> bool:
    """Return whether a cell says yes."""
    word = cell.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Refused(_("{cell} is neither yes nor no").format(cell=shown(cell)))


def scale(cell: str) -> Scale:
    """Return the ends of a scale such as 0-10 or -1-1."""
    found = _SCALE.fullmatch(cell.strip().replace("\u2212", "-"))
    if found is None or float(found[1]) >= float(found[2]):
        raise Refused(_("{cell} is no scale, such as 0-10 or 1-5").format(cell=shown(cell)))
    return Scale(float(found[1]), float(found[2]))


def _decimal(cell: str) -> Decimal:
    cell = cell.strip().replace("\u2212", "-")
    if _DECIMAL.fullmatch(cell):
        return Decimal(cell)
    if "," in cell:
        raise Refused(
            _("{cell}: write numbers with a point and no other marks, such as 1200.50").format(
                cell=shown(cell)
            )
        )
    raise Refused(_("{cell} is not a number").format(cell=shown(cell)))


def _within(number: int, field: Field) -> int:
    low, high = field.low, field.high
    if low == 0 and number < 0:
        raise Refused(_("{number}: this cannot be negative").format(number=number))
    if low is not None and high is not None and not low <= number <= high:
        raise Refused(
            _("{number} does not lie between {low} and {high}").format(
                number=number, low=low, high=high
            )
        )
    return number


def _chosen(cell: str, choices: tuple[str, ...]) -> str:
    word = re.sub(r"[\s-]+", "_", cell.strip().casefold())
    if word not in choices:
        raise Refused(
            _("{cell} is none of {choices}").format(cell=shown(cell), choices=", ".join(choices))
        )
    return word


def _not_longer(found: str | None, longest: int) -> str | None:
    if found is not None and len(found) > longest:
        raise Refused(
            _("{cell} is longer than {longest} characters").format(
                cell=shown(found), longest=longest
            )
        )
    return found


def _not_a_text(cell: str) -> str:
    found = _CONTROL.search(cell)
    code = ord(found[0]) if found else 0
    if code >= 0xD800:
        return _("{cell} holds a byte that is no letter in any encoding we know").format(
            cell=shown(cell)
        )
    return _("{cell} holds a control character (number {code}), which no text has").format(
        cell=shown(cell), code=code
    )
