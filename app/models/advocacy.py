from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, origin, words
from app.models.kinds import AdvocacyKind


class AdvocacyAct(Fact):
    """Something a customer did to speak for us: asked, given, thanked."""

    __tablename__ = "advocacy_acts"
    __table_args__ = (
        Index("ix_advocacy_acts_customer", "customer_id", "occurred_on"),
        origin("advocacy_acts"),
    )

    occurred_on: Mapped[date]
    kind: Mapped[AdvocacyKind] = mapped_column(words(AdvocacyKind, "kind_known"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    asked_on: Mapped[date | None]
    thanked_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
