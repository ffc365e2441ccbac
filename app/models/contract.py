from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, given, not_negative, origin, words
from app.models.kinds import Outcome, Renews, Surprise


class Contract(Fact):
    """A subscription or agreement with a term.

    ``value`` is per year, in the currency's minor unit. ``term_months`` is 1 for monthly, 12 for
    yearly, 0 for open-ended, which then has a ``review_on`` in place of an end. ``successor_id``
    is the contract that a renewal put in its place.
    """

    __tablename__ = "contracts"
    __table_args__ = (
        given("title"),
        not_negative("value"),
        not_negative("quantity"),
        not_negative("term_months"),
        not_negative("notice_days"),
        not_negative("upstream_notice_days"),
        CheckConstraint("ends >= starts", name="in_order"),
        Index("ix_contracts_customer", "customer_id"),
        Index("ix_contracts_ends", "ends"),
        origin("contracts"),
    )

    vendor_id: Mapped[int | None] = mapped_column(
        ForeignKey("vendors.id", ondelete="SET NULL"), index=True
    )
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id", ondelete="SET NULL"))
    title: Mapped[str]
    product: Mapped[str] = mapped_column(default="")
    value: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    quantity: Mapped[int | None]
    starts: Mapped[date | None]
    term_months: Mapped[int | None]
    ends: Mapped[date | None]
    renews: Mapped[Renews | None] = mapped_column(words(Renews, "renews_known"))
    notice_days: Mapped[int | None]
    review_on: Mapped[date | None]
    cancelled_on: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(
        ForeignKey("contracts.id", ondelete="SET NULL")
    )
    upstream_ends: Mapped[date | None]
    upstream_notice_days: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class Renewal(Fact):
    """One decision at the end of one term: open until it has an outcome.

    Values are per year, in the contract's currency and its minor unit.
    """

    __tablename__ = "renewals"
    __table_args__ = (
        not_negative("value_before"),
        not_negative("value_after"),
        Index("ix_renewals_customer", "customer_id", "due_on"),
        Index("uq_renewals_term", "contract_id", "due_on", unique=True),
        origin("renewals"),
    )

    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    due_on: Mapped[date]
    decided_on: Mapped[date | None]
    outcome: Mapped[Outcome | None] = mapped_column(words(Outcome, "outcome_known"))
    value_before: Mapped[int | None] = mapped_column(BigInteger)
    value_after: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(default="")
    competitor_id: Mapped[int | None] = mapped_column(
        ForeignKey("competitors.id", ondelete="SET NULL")
    )
    surprise: Mapped[Surprise | None] = mapped_column(words(Surprise, "surprise_known"))
    next_step: Mapped[str] = mapped_column(default="")
    next_step_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
