"""Which customers' standings no longer say what the facts say."""

from collections.abc import Collection

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

_MARK = text(
    "INSERT INTO standings (customer_id, stale, evidence, yearly_value, value_currency) "
    "SELECT id, true, 0, 0, '' FROM customers WHERE id IN :ids "
    "ON CONFLICT (customer_id) DO UPDATE SET stale = true"
).bindparams(bindparam("ids", expanding=True))

AT_ONCE = 500


def mark_stale(session: Session, customer_ids: Collection[int]) -> None:
    """Say that these customers' facts changed; their standings are computed anew before use."""
    ids = sorted(customer_ids)
    for start in range(0, len(ids), AT_ONCE):
        session.execute(_MARK, {"ids": ids[start : start + AT_ONCE]})
