from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, Imported, Record, given, origin, words
from app.models.kinds import ResponseChannel


class Survey(Record, Imported):
    """A set of questions asked of customers; ``questions`` are their words, one a line."""

    __tablename__ = "surveys"
    __table_args__ = (given("name"), origin("surveys"))

    name: Mapped[str]
    questions: Mapped[str] = mapped_column(default="")


class Response(Fact):
    """One answer to one question; without a score, an invitation that was not answered.

    ``low`` and ``high`` are the ends of the scale that the score stands on.
    """

    __tablename__ = "responses"
    __table_args__ = (
        given("question"),
        CheckConstraint("high > low", name="scale_in_order"),
        CheckConstraint("score BETWEEN low AND high", name="score_on_scale"),
        CheckConstraint("score IS NOT NULL OR asked_on IS NOT NULL", name="asked_or_answered"),
        Index("ix_responses_customer", "customer_id", "occurred_on"),
        Index("ix_responses_day", "occurred_on"),
        origin("responses"),
    )

    at: Mapped[datetime | None]
    occurred_on: Mapped[date]
    question: Mapped[str]
    score: Mapped[float | None]
    low: Mapped[float]
    high: Mapped[float]
    asked_on: Mapped[date | None]
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("surveys.id", ondelete="SET NULL"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="SET NULL"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    channel: Mapped[ResponseChannel | None] = mapped_column(words(ResponseChannel, "channel_known"))
    comment: Mapped[str] = mapped_column(default="")
    seen_on: Mapped[date | None]


class SelfRating(Fact):
    """How one of us rated our own service, blind, on a question that the customer answers too."""

    __tablename__ = "self_ratings"
    __table_args__ = (
        given("question"),
        CheckConstraint("high > low", name="scale_in_order"),
        CheckConstraint("score BETWEEN low AND high", name="score_on_scale"),
        Index("ix_self_ratings_customer", "customer_id", "occurred_on"),
        origin("self_ratings"),
    )

    at: Mapped[datetime | None]
    occurred_on: Mapped[date]
    question: Mapped[str]
    score: Mapped[float]
    low: Mapped[float]
    high: Mapped[float]
    colleague_id: Mapped[int | None] = mapped_column(
        ForeignKey("colleagues.id", ondelete="SET NULL")
    )
