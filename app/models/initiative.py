from datetime import date

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, given, origin


class Initiative(Fact):
    """Something done jointly with a customer; ``raised_by`` is customer or us."""

    __tablename__ = "initiatives"
    __table_args__ = (
        given("title"),
        CheckConstraint("raised_by IN ('', 'customer', 'us')", name="raised_by_known"),
        Index("ix_initiatives_customer", "customer_id"),
        origin("initiatives"),
    )

    title: Mapped[str]
    started_on: Mapped[date | None]
    raised_by: Mapped[str] = mapped_column(String(10), default="")
    status: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
