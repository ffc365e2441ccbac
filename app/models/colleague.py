from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Imported, Record, given, origin


class Colleague(Record, Imported):
    """Someone at the reseller."""

    __tablename__ = "colleagues"
    __table_args__ = (given("name"), origin("colleagues"))

    name: Mapped[str] = mapped_column(index=True)
    email: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    left_on: Mapped[date | None]
