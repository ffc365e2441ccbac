from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Fact, between, now, words
from app.models.kinds import Call


class RenewalReview(Fact):
    """What was expected of a renewal half a year or a quarter before its decision, and by whom.

    ``horizon`` is 180 or 90 days. The account manager's call and ``gut`` (1 sure to stay … 5 sure
    to go) are given before the computed call is shown, which is frozen with its risk at that
    moment; the owner's final call follows. An at-risk call has one action, with owner and date.
    """

    __tablename__ = "renewal_reviews"
    __table_args__ = (
        CheckConstraint("horizon IN (90, 180)", name="horizon_known"),
        between("gut", 1, 5),
        between("computed_risk", 0, 1),
        CheckConstraint(
            "horizon > 90 OR coalesce(manager_call, '') <> 'watch'", name="manager_decides"
        ),
        CheckConstraint(
            "horizon > 90 OR coalesce(final_call, '') <> 'watch'", name="owner_decides"
        ),
        CheckConstraint(
            "coalesce(final_call, '') <> 'at_risk' OR (action <> '' AND action_on IS NOT NULL "
            "AND action_owner_id IS NOT NULL)",
            name="at_risk_acts",
        ),
        Index("uq_renewal_reviews_term", "contract_id", "due_on", "horizon", unique=True),
        Index("ix_renewal_reviews_customer", "customer_id"),
    )

    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    due_on: Mapped[date]
    horizon: Mapped[int]
    manager_call: Mapped[Call | None] = mapped_column(words(Call, "manager_call_known"))
    gut: Mapped[int | None]
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id", ondelete="SET NULL"))
    manager_on: Mapped[date | None]
    computed_call: Mapped[Call | None] = mapped_column(words(Call, "computed_call_known"))
    computed_risk: Mapped[float | None]
    final_call: Mapped[Call | None] = mapped_column(words(Call, "final_call_known"))
    final_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id", ondelete="SET NULL"))
    final_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    action: Mapped[str] = mapped_column(default="")
    action_owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("colleagues.id", ondelete="RESTRICT")
    )
    action_on: Mapped[date | None]


class RiskSnapshot(Base):
    """What was said of a renewal on a day: kept as it was said, never rewritten.

    Only whose it is follows its contract, when two customers turn out to be one.

    Level and sd in points, chances 0–1. ``terms`` are the parts of the log-odds, ``reasons`` the
    foremost ones with their points; ``decided`` is how many renewals the model had learnt from.
    """

    __tablename__ = "risk_snapshots"
    __table_args__ = (
        Index("uq_risk_snapshots_said", "contract_id", "due_on", "as_of", unique=True),
        Index("ix_risk_snapshots_customer", "customer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    due_on: Mapped[date]
    decide_by: Mapped[date]
    as_of: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(default=now)
    level: Mapped[float]
    sd: Mapped[float]
    p_lost: Mapped[float]
    p_reduced: Mapped[float]
    low: Mapped[float]
    high: Mapped[float]
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    reasons: Mapped[list[Any]] = mapped_column(JSON)
    method: Mapped[int]
    decided: Mapped[int]
