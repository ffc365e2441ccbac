from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, words
from app.models.kinds import Outcome


class Lesson(Base):
    """What was known of a renewal ninety days before its decision, and how it was decided.

    A cache, never a source: it is worked out anew with its customer's standing. ``as_of`` is the
    day looked from, ``listening`` since when interactions were being recorded, as known then;
    ``below`` and ``fallen`` are in tens of points. ``known_on`` is the day its outcome was known.
    """

    __tablename__ = "lessons"
    __table_args__ = (
        Index("ix_lessons_customer", "customer_id"),
        Index("ix_lessons_stale", "stale", sqlite_where=text("stale")),
    )

    renewal_id: Mapped[int] = mapped_column(
        ForeignKey("renewals.id", ondelete="CASCADE"), primary_key=True
    )
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    stale: Mapped[bool] = mapped_column(default=False)
    as_of: Mapped[date]
    listening: Mapped[date | None]
    known_on: Mapped[date]
    outcome: Mapped[Outcome] = mapped_column(words(Outcome, "outcome_known"))
    monthly: Mapped[bool]
    below: Mapped[float]
    fallen: Mapped[float]
    ease: Mapped[float]


class LearntModel(Base):
    """The risk model as it stands on a day, learnt from the lessons: one row, a cache like them."""

    __tablename__ = "learnt_models"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    model: Mapped[dict[str, Any]] = mapped_column(JSON)
