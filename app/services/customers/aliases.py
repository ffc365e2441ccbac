"""The names of customers that were merged into others: who says them means the kept one."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Customer


@dataclass(frozen=True, slots=True)
class Alias:
    """What a customer was called, and its number, before it was merged into the one it is now."""

    name: str
    number: str
    kept_id: int
    kept: str


def aliases(session: Session) -> list[Alias]:
    """Return the former names of all customers that are there, by id; two queries."""
    merged = session.execute(
        select(
            Customer.id, Customer.name, Customer.external_id, Customer.merged_into_id
        ).where(Customer.merged_into_id.is_not(None)).order_by(Customer.id)
    ).all()  # fmt: skip
    if not merged:
        return []
    into = {row.id: row.merged_into_id for row in merged}
    ends = {row.id: _end(into, row.id) for row in merged}
    query = select(Customer.id, Customer.name).where(
        Customer.id.in_(set(ends.values())), Customer.deleted_at.is_(None)
    )
    names = dict(session.execute(query).all())
    return [
        Alias(row.name, row.external_id or "", ends[row.id], names[ends[row.id]])
        for row in merged
        if ends[row.id] in names
    ]


def stands_for(session: Session, customer_id: int) -> int | None:
    """Return the customer that one was merged into, through however many merges; None if none."""
    query = select(Customer.id, Customer.merged_into_id).where(Customer.merged_into_id.is_not(None))
    end = _end(dict(session.execute(query).all()), customer_id)
    return None if end == customer_id else end


def merged_into(session: Session, customer_id: int) -> list[int]:
    """Return the customers that became part of one, through however many merges."""
    directly = select(Customer.id).where(Customer.merged_into_id == customer_id)
    gone = directly.cte("gone", recursive=True)
    further = select(Customer.id).join(gone, Customer.merged_into_id == gone.c.id)
    return list(session.scalars(select(gone.union(further).c.id)))


def _end(into: dict[int, int | None], customer_id: int) -> int:
    """Return where a chain of merges ends; a spoilt book may lead in a circle."""
    seen: set[int] = set()
    following: int | None = customer_id
    while following is not None and following not in seen:
        seen.add(following)
        customer_id, following = following, into.get(following)
    return customer_id
