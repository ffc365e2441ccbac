from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, given, origin, words
from app.models.kinds import PromiseDirection


class Promise(Fact):
    """What one side promised the other, and what became of it.

    ``moved_from`` is the day it was due until it was moved, and ``moved_on`` the day of the move.
    """

    __tablename__ = "promises"
    __table_args__ = (
        given("text"),
        Index("ix_promises_customer", "customer_id", "made_on"),
        Index("ix_promises_due", "due_on"),
        origin("promises"),
    )

    made_on: Mapped[date]
    text: Mapped[str]
    due_on: Mapped[date | None]
    colleague_id: Mapped[int | None] = mapped_column(
        ForeignKey("colleagues.id", ondelete="SET NULL")
    )
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    direction: Mapped[PromiseDirection] = mapped_column(
        words(PromiseDirection, "direction_known"), default=PromiseDirection.OURS
    )
    via: Mapped[str] = mapped_column(default="")
    interaction_id: Mapped[int | None] = mapped_column(
        ForeignKey("interactions.id", ondelete="SET NULL")
    )
    done_on: Mapped[date | None]
    told_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    broken_on: Mapped[date | None]
    moved_from: Mapped[date | None]
    moved_on: Mapped[date | None]
