"""The imports of this book, for whoever wants to take one back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import ImportBatch


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import: when, from which files, what it did, and whether it was undone."""

    id: int
    at: datetime
    files: tuple[str, ...]
    created: int
    updated: int
    undone: bool


def overview(session: Session) -> list[BatchRow]:
    """Return all imports, the last one first."""
    query = select(
        ImportBatch.id, ImportBatch.created_at, ImportBatch.files,
        ImportBatch.created, ImportBatch.updated, ImportBatch.undone_at,
    ).order_by(ImportBatch.id.desc())  # fmt: skip
    return [
        BatchRow(
            row.id,
            row.created_at,
            tuple(str(file["file"]) for file in row.files),
            row.created,
            row.updated,
            row.undone_at is not None,
        )
        for row in session.execute(query)
    ]
