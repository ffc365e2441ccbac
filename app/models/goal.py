from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, between, given, origin


class Goal(Fact):
    """What a customer wants for itself, our part in it, and how far it has come (0–100)."""

    __tablename__ = "goals"
    __table_args__ = (
        given("text"),
        between("progress", 0, 100),
        Index("ix_goals_customer", "customer_id"),
        origin("goals"),
    )

    text: Mapped[str]
    set_on: Mapped[date | None]
    due_on: Mapped[date | None]
    progress: Mapped[int | None]
    our_part: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="")
