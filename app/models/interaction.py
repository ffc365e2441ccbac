from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Fact, between, not_negative, origin, words
from app.models.kinds import Direction, InteractionKind


class Interaction(Fact):
    """One call, e-mail, meeting, visit, review, chat or note.

    ``at`` is the instant where the time of day is known; ``occurred_on`` is its date in the
    firm's zone, computed once at entry.
    """

    __tablename__ = "interactions"
    __table_args__ = (
        between("feeling", -2, 2),
        not_negative("minutes"),
        # all that roll-ups over the whole book ask of a talk, so that its note need not be read
        Index(
            "ix_interactions_customer",
            "customer_id",
            "occurred_on",
            "two_way",
            "kind",
            "direction",
            "feeling",
            "colleague_id",
            "recorded_on",
            "deleted_at",
        ),
        Index("ix_interactions_day", "occurred_on"),
        origin("interactions"),
    )

    at: Mapped[datetime | None]
    occurred_on: Mapped[date]
    kind: Mapped[InteractionKind] = mapped_column(words(InteractionKind, "kind_known"))
    direction: Mapped[Direction | None] = mapped_column(words(Direction, "direction_known"))
    two_way: Mapped[bool]
    feeling: Mapped[int | None]
    colleague_id: Mapped[int | None] = mapped_column(
        ForeignKey("colleagues.id", ondelete="SET NULL")
    )
    minutes: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class InteractionContact(Base):
    """Who of the customer took part in an interaction."""

    __tablename__ = "interaction_contacts"
    __table_args__ = (Index("ix_interaction_contacts_contact", "contact_id"),)

    interaction_id: Mapped[int] = mapped_column(
        ForeignKey("interactions.id", ondelete="CASCADE"), primary_key=True
    )
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True
    )
