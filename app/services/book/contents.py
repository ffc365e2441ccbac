"""How much a book holds: its customers, and what is known of them."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Customer
from app.models.base import Fact


@dataclass(frozen=True, slots=True)
class Contents:
    """What is there; what was deleted does not count."""

    customers: int
    facts: int


def count(session: Session) -> Contents:
    """Count the customers, and the dated facts of every kind."""
    return Contents(
        _there(session, Customer), sum(_there(session, kind) for kind in Fact.__subclasses__())
    )


def _there(session: Session, kind: type[Customer] | type[Fact]) -> int:
    query = select(func.count()).select_from(kind).where(kind.deleted_at.is_(None))
    return session.scalar(query) or 0
