"""Figures in words, and the columns that the tables of Insights share."""

from collections.abc import Callable
from typing import Any

from app.language import _
from app.services.insights.rows import Figure, Unit
from app.ui import formats
from app.ui.table_model import Column

RARE = 0.1  # a rate below which a second digit is needed to say anything

Get = Callable[[Any], Any]


def axis(value: float) -> str:
    """Return a place on an axis, with the digits it needs."""
    digits = next(d for d in (0, 1, 2) if d == 2 or abs(value - round(value, d)) < 1e-9)
    return formats.number(value, digits)


def number(value: float | None, unit: Unit) -> str:
    """Return a value as its unit is written; a decimal only where a whole number says nothing."""
    if value is None:
        return formats.NOTHING
    match unit:
        case Unit.SHARE:
            return formats.percent(value)
        case Unit.GAP:
            return formats.signed(value, 1)
        case Unit.SCORE | Unit.RATE:
            rare = unit is Unit.RATE and 0 < value < RARE
            return formats.number(value, 2 if rare else 1)
        case Unit.RATIO:
            return _("{n} times").format(n=formats.number(value, 1))
        case Unit.DAYS:
            return formats.duration(round(value))
        case Unit.POINTS if value < 0:
            return formats.signed(value)
        case _:
            return formats.number(value)


def range_of(figure: Figure) -> str:
    """Return the ends of a figure's interval: "71 % to 81 %"; nothing where it has none."""
    if figure.low is None or figure.high is None:
        return ""
    low, high = (number(end, figure.unit) for end in (figure.low, figure.high))
    if figure.unit is Unit.RATIO:
        low, high = (formats.number(end, 1) for end in (figure.low, figure.high))
    return _("{low} to {high}").format(low=low, high=high)


def in_words(figure: Figure) -> str:
    """Return value, range and how many it rests on, or what is known where that is too little."""
    n = _("n = {n}").format(n=formats.number(figure.n))
    if figure.value is None:
        return f"{figure.words} · {n}" if figure.words else n
    between = range_of(figure)
    value = number(figure.value, figure.unit)
    return _("{value} ({range}), {n}").format(value=value, range=between, n=n) if between else value


def text(key: str, title: str, get: Get, width: int = 150, *, stretch: bool = False,
         strong: bool = False) -> Column[Any]:  # fmt: skip
    """Return a column of words, with all of them in its tooltip."""
    return Column(
        key, title, lambda row: get(row) or "", tooltip=lambda row: get(row) or "", width=width,
        stretch=stretch, strong=strong,
    )  # fmt: skip


def count(key: str, title: str, get: Get, width: int = 76, explained: str = "") -> Column[Any]:
    """Return a column of counts."""
    return Column(
        key, title, lambda row: formats.number(get(row)), sort=get, align="end", width=width,
        explained=explained,
    )  # fmt: skip


def measured(key: str, title: str, get: Get, unit: Unit, width: int = 96,
             explained: str = "") -> Column[Any]:  # fmt: skip
    """Return a column of values that may be unknown."""
    return Column(
        key, title, lambda row: number(get(row), unit), sort=get, align="end", width=width,
        explained=explained,
    )  # fmt: skip


def figure(key: str, title: str, get: Callable[[Any], Figure], width: int = 190) -> Column[Any]:
    """Return a column of figures with their ranges; too few are told in words."""
    return Column(
        key, title, lambda row: _figure(get(row)), sort=lambda row: get(row).value, width=width,
        tooltip=lambda row: in_words(get(row)),
        ink=lambda row: "text" if get(row).value is not None else "muted",
    )  # fmt: skip


def money(key: str, title: str, get: Get, currency: str, width: int = 104) -> Column[Any]:
    """Return a column of yearly amounts in minor units."""
    return Column(
        key, title, lambda row: formats.money(get(row), currency, whole=True), sort=get,
        align="end", width=width,
    )  # fmt: skip


def day(key: str, title: str, get: Get, width: int = 100) -> Column[Any]:
    """Return a column of days."""
    return Column(key, title, lambda row: formats.day(get(row)), sort=get, align="end", width=width)


def _figure(of: Figure) -> str:
    if of.value is None:
        return of.words
    between = range_of(of)
    value = number(of.value, of.unit)
    return f"{value} ({between})" if between else value
