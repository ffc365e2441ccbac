from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, Record, given, origin, words
from app.models.kinds import Stance


class Competitor(Record):
    """Another provider whose offering a customer holds against ours."""

    __tablename__ = "competitors"
    __table_args__ = (given("name"),)

    name: Mapped[str] = mapped_column(index=True)


class CompetitorMention(Fact):
    """One time a customer spoke of a competitor."""

    __tablename__ = "competitor_mentions"
    __table_args__ = (
        Index("ix_competitor_mentions_customer", "customer_id", "occurred_on"),
        origin("competitor_mentions"),
    )

    occurred_on: Mapped[date]
    competitor_id: Mapped[int] = mapped_column(ForeignKey("competitors.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    interaction_id: Mapped[int | None] = mapped_column(
        ForeignKey("interactions.id", ondelete="SET NULL")
    )
    product: Mapped[str] = mapped_column(default="")
    stance: Mapped[Stance | None] = mapped_column(words(Stance, "stance_known"))
    note: Mapped[str] = mapped_column(default="")
