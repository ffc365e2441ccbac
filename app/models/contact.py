from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, between, given, origin


class Contact(Fact):
    """A person at a customer. Of one erased at their wish only the place in the story is left.

    One that turned out to be another is deleted and says ``merged_into_id``.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        given("name"),
        between("influence", 0, 5),
        between("attitude", -2, 2),
        Index("ix_contacts_customer", "customer_id"),
        Index("ix_contacts_email", "email"),
        Index("ix_contacts_merged", "merged_into_id"),
        origin("contacts"),
    )

    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    influence: Mapped[int | None]
    attitude: Mapped[int | None]
    reports_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL")
    )
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    erased_on: Mapped[date | None]
    may_be_asked: Mapped[bool | None]
    note: Mapped[str] = mapped_column(default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
