from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import (
    Base,
    Fact,
    Imported,
    OfCustomer,
    Record,
    between,
    given,
    not_negative,
    origin,
    words,
)
from app.models.kinds import Stage


class Customer(Record, Imported):
    """An organisation that we serve, or would like to.

    ``ease`` is the owner's view of how easily it could leave (−2 captive … 2 gone tomorrow);
    ``cadence_days`` is an agreed rhythm of contact, where one was agreed. One that turned out to be
    another is deleted and says ``merged_into_id``; it keeps its names, and what was not chosen.
    """

    __tablename__ = "customers"
    __table_args__ = (
        given("name"),
        not_negative("seats"),
        between("ease", -2, 2),
        CheckConstraint("cadence_days > 0", name="cadence_positive"),
        origin("customers"),
        Index("ix_customers_merged", "merged_into_id"),
    )

    name: Mapped[str] = mapped_column(index=True)
    segment: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("colleagues.id", ondelete="SET NULL"), index=True
    )
    stage: Mapped[Stage | None] = mapped_column(words(Stage, "stage_known"))
    since: Mapped[date | None]
    seats: Mapped[int | None]
    city: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    ease: Mapped[int | None]
    cadence_days: Mapped[int | None]
    recorded_on: Mapped[date]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))


class StageEntry(Fact):
    """The day a customer entered a stage of its lifecycle, and what showed it."""

    __tablename__ = "stages"
    __table_args__ = (
        Index("ix_stages_customer", "customer_id", "entered_on"),
        origin("stages"),
    )

    stage: Mapped[Stage] = mapped_column(words(Stage, "stage_known"))
    entered_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(default="")


class Pause(Record, OfCustomer):
    """A stretch of agreed quiet, during which silence says nothing."""

    __tablename__ = "pauses"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="in_order"),
        Index("ix_pauses_customer", "customer_id"),
    )

    from_on: Mapped[date]
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class Distinction(Base):
    """Two customers that look alike and are not the same, as somebody said; the lower id first."""

    __tablename__ = "distinctions"
    __table_args__ = (
        CheckConstraint("customer_id < other_id", name="in_order"),
        Index("uq_distinctions_pair", "customer_id", "other_id", unique=True),
        Index("ix_distinctions_other", "other_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    said_on: Mapped[date]
