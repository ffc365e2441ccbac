from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, between, not_negative, origin


class Ticket(Fact):
    """A request or fault as the help desk knows it; ``reopened`` counts how often it came back.

    ``priority`` goes from 1, urgent, to 4, low.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        between("priority", 1, 4),
        not_negative("reopened"),
        CheckConstraint("closed_on >= opened_on", name="in_order"),
        Index("ix_tickets_customer", "customer_id", "opened_on"),
        origin("tickets"),
    )

    opened: Mapped[datetime | None]
    opened_on: Mapped[date]
    closed: Mapped[datetime | None]
    closed_on: Mapped[date | None]
    title: Mapped[str] = mapped_column(default="")
    priority: Mapped[int | None]
    queue: Mapped[str] = mapped_column(default="")
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    colleague_id: Mapped[int | None] = mapped_column(
        ForeignKey("colleagues.id", ondelete="SET NULL")
    )
    reopened: Mapped[int] = mapped_column(default=0)
    sla_breached: Mapped[bool | None]
    status: Mapped[str] = mapped_column(default="")
