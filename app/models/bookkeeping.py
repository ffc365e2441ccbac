"""What the book keeps about itself: settings, import batches, every change, what is unfinished."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, now


class Setting(Base):
    """One setting of the book, shared by everybody who uses it."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class ImportBatch(Base):
    """One import: all its files together, undone together.

    ``before`` holds, per table, the values that updated rows had before.
    """

    __tablename__ = "import_batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    imported_on: Mapped[date]
    files: Mapped[list[Any]] = mapped_column(JSON)
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]


class ChangeSet(Base):
    """One action of a user: what it was called, whose it was, and whether it was undone.

    An undo is a change set too; ``undoes_id`` says of which.
    """

    __tablename__ = "change_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    actor: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("change_sets.id", ondelete="CASCADE"))
    undone_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("change_sets.id", ondelete="SET NULL")
    )


class Change(Base):
    """One row that an action touched, before and after; None where it did not exist.

    ``moved``: it only was given to another owner, one of many by one statement.
    """

    __tablename__ = "changes"
    __table_args__ = (Index("ix_changes_row", "table_name", "row_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    change_set_id: Mapped[int] = mapped_column(
        ForeignKey("change_sets.id", ondelete="CASCADE"), index=True
    )
    table_name: Mapped[str] = mapped_column(String(40))
    row_key: Mapped[str] = mapped_column(String(60))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    moved: Mapped[bool] = mapped_column(server_default=false())


class Unfinished(Base):
    """What stands in a window in which somebody writes, before it is stored.

    ``place`` is a person's account on one computer, under a name that says nothing; ``what`` the
    window. No history, no undo, no export: nobody has said yet that it is so.
    """

    __tablename__ = "unfinished"

    place: Mapped[str] = mapped_column(String(40), primary_key=True)
    what: Mapped[str] = mapped_column(String(20), primary_key=True)
    kept_at: Mapped[datetime] = mapped_column(default=now)
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
