"""Which customers' standings no longer say what the facts say."""

from collections.abc import Collection

from sqlalchemy import text
from sqlalchemy.orm import Session

_MARK = text(
    "INSERT INTO standings (customer_id, stale, evidence, yearly_value, value_currency) "
    "SELECT id, true, 0, 0, '' FROM customers WHERE id = :id "
    "ON CONFLICT (customer_id) DO UPDATE SET stale = true"
)


def mark_stale(session: Session, customer_ids: Collection[int]) -> None:
    """Say that these customers' facts changed; their standings are computed anew before use."""
    if customer_ids:
        session.connection().execute(_MARK, [{"id": one} for one in sorted(customer_ids)])
