"""What the sections share: whose lines they are, which are put off, and the first few of many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import Customer, Snooze
from app.services.today.rows import Section, WorkRow

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """The first lines of a section, and how many there are in all."""

    rows: list[WorkRow]
    count: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which day, for which colleague (None: everybody), and at most how many lines."""

    today: date
    colleague_id: int | None = None
    most: int | None = None

    def cut(self, rows: Sequence[T]) -> Sequence[T]:
        """Return the first of these; one more where otherwise a single one were left out."""
        return rows if self.most is None or len(rows) <= self.most + 1 else rows[: self.most]


def first(
    session: Session,
    query: Select[*tuple[Any, ...]],
    wanted: Wanted,
    line: Callable[[Any, Wanted], WorkRow],
) -> Found:
    """Return the first lines of a query, and how many it has, in one go."""
    counted = query.add_columns(func.count().over().label("of_all"))
    if wanted.most is not None:
        counted = counted.limit(wanted.most + 2)  # enough for ``cut`` to know
    rows = session.execute(counted).all()
    lines = [line(row, wanted) for row in wanted.cut(rows)]
    return Found(lines, rows[0].of_all if rows else 0)


def not_put_off(
    section: Section, ref: InstrumentedAttribute[int], today: date
) -> ColumnElement[bool]:
    """Return the rule that nobody put this line off until later."""
    return ~exists().where(Snooze.what == section.value, Snooze.ref == ref, Snooze.until_on > today)


def taken(step: InstrumentedAttribute[date | None], today: date) -> ColumnElement[date | None]:
    """Return the day of a step that was taken by ``today``; a past day knows no later ones."""
    return case((step <= today, step))


def owned_by(colleague_id: int | None) -> ColumnElement[bool]:
    """Return the rule that a customer is this colleague's, or anybody's, and not deleted."""
    there = Customer.deleted_at.is_(None)
    return there if colleague_id is None else and_(there, Customer.owner_id == colleague_id)


def carried_by(
    carrier: InstrumentedAttribute[int | None], colleague_id: int | None
) -> ColumnElement[bool]:
    """Return the rule that a colleague carries it: by name or, where nobody does, as the owner."""
    if colleague_id is None:
        return owned_by(None)
    left_to_owner = and_(carrier.is_(None), Customer.owner_id == colleague_id)
    return and_(owned_by(None), or_(carrier == colleague_id, left_to_owner))
