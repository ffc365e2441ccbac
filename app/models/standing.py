from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, words
from app.models.kinds import Character, Status, TrendDirection


class Standing(Base):
    """What lists show of a customer, computed from its facts for one day.

    A cache, never a source: every write marks it stale and it is computed anew. Levels are 0–100,
    risks 0–1, money in the book's currency and minor unit. ``quiet_from`` is the day on which
    silence begins to say something if nothing happens until then. ``signs`` are what decided the
    character, in words.
    """

    __tablename__ = "standings"
    __table_args__ = (
        Index("ix_standings_stale", "stale", sqlite_where=text("stale")),
        Index("ix_standings_quiet", "quiet_from"),
    )

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True
    )
    stale: Mapped[bool] = mapped_column(default=True)
    day: Mapped[date | None]
    status: Mapped[Status | None] = mapped_column(words(Status, "status_known"))
    level: Mapped[float | None]
    sd: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    mass: Mapped[float | None]
    evidence: Mapped[int] = mapped_column(default=0)
    change: Mapped[float | None]
    fall: Mapped[float | None]
    direction: Mapped[TrendDirection | None] = mapped_column(
        words(TrendDirection, "direction_known")
    )
    state: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    reasons: Mapped[list[Any] | None] = mapped_column(JSON)
    spark: Mapped[list[Any] | None] = mapped_column(JSON)
    character: Mapped[Character | None] = mapped_column(words(Character, "character_known"))
    second_character: Mapped[Character | None] = mapped_column(
        words(Character, "second_character_known")
    )
    signs: Mapped[list[Any] | None] = mapped_column(JSON)
    last_two_way: Mapped[date | None]
    usual_gap: Mapped[float | None]
    quiet_from: Mapped[date | None]
    yearly_value: Mapped[int] = mapped_column(BigInteger, default=0)
    value_currency: Mapped[str] = mapped_column(String(3), default="")
    next_renewal: Mapped[date | None]
    notice_by: Mapped[date | None]
    risk: Mapped[float | None]
    risk_low: Mapped[float | None]
    risk_high: Mapped[float | None]


class Glance(Base):
    """What a page showed last, kept so that the next start can paint it at once."""

    __tablename__ = "glances"

    page: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[date]
    content: Mapped[Any] = mapped_column(JSON)


class Snooze(Base):
    """A line of Today that somebody put off until a day."""

    __tablename__ = "snoozes"

    what: Mapped[str] = mapped_column(String(24), primary_key=True)
    ref: Mapped[int] = mapped_column(primary_key=True)
    until_on: Mapped[date]
