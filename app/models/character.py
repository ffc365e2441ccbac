from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Fact, given, words
from app.models.kinds import Character


class CharacterOverrule(Fact):
    """The owner's own word on what kind of relationship it is, until it is withdrawn."""

    __tablename__ = "character_overrules"
    __table_args__ = (
        given("reason"),
        Index("ix_character_overrules_customer", "customer_id", "set_on"),
    )

    character: Mapped[Character] = mapped_column(words(Character, "character_known"))
    reason: Mapped[str]
    set_on: Mapped[date]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id", ondelete="SET NULL"))
    withdrawn_on: Mapped[date | None]
