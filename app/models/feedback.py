from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, between, given, origin, words
from app.models.kinds import FeedbackKind


class Feedback(Fact):
    """Something a customer told us, in its words, and how far the loop has come.

    Heard on ``occurred_on``, then acted on, told to the customer, confirmed by the customer.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        given("text"),
        between("feeling", -2, 2),
        Index("ix_feedback_customer", "customer_id", "occurred_on"),
        origin("feedback"),
    )

    at: Mapped[datetime | None]
    occurred_on: Mapped[date]
    text: Mapped[str]
    kind: Mapped[FeedbackKind] = mapped_column(words(FeedbackKind, "kind_known"))
    via: Mapped[str] = mapped_column(default="")
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendors.id", ondelete="SET NULL"))
    response_id: Mapped[int | None] = mapped_column(ForeignKey("responses.id", ondelete="SET NULL"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="SET NULL"))
    product: Mapped[str] = mapped_column(default="")
    feeling: Mapped[int | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id", ondelete="SET NULL"))
    due_on: Mapped[date | None]
    acted_on: Mapped[date | None]
    action: Mapped[str] = mapped_column(default="")
    told_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")
