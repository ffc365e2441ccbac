from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, between, given, origin


class Expectation(Fact):
    """What a customer wants of us, in its own words, and how well it is met (0–4)."""

    __tablename__ = "expectations"
    __table_args__ = (
        given("text"),
        between("weight", 1, 5),
        between("met", 0, 4),
        Index("ix_expectations_customer", "customer_id"),
        origin("expectations"),
    )

    text: Mapped[str]
    raised_on: Mapped[date | None]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    interaction_id: Mapped[int | None] = mapped_column(
        ForeignKey("interactions.id", ondelete="SET NULL")
    )
    weight: Mapped[int | None]
    met: Mapped[int | None]
    asked_on: Mapped[date | None]
