"""What Today showed last, kept in the book, so that the next start can paint it at once.

It is read by the driver alone, in the first moments of the program: SQLAlchemy comes later.
"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.services.book import reading
from app.services.errors import AppError
from app.services.today.rows import Glance, Worklist

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

STRANGE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading JSON of another shape than expected may raise."""

MARK = (
    "SELECT (SELECT coalesce(max(id), 0) FROM change_sets) || '/' || "
    "(SELECT coalesce(max(id), 0) FROM import_batches) || '/' || "
    "(SELECT count(undone_at) FROM import_batches)"
)


def read(path: Path, key: bytes | None, you: int | None, today: date) -> Glance | None:
    """Return what this colleague's list was when it was last shown, None where nothing is kept.

    Whatever is wrong with the file is told by opening it, so here it only means None.
    """
    try:
        with reading.connected(path, key) as connection:
            found = connection.execute(
                "SELECT content FROM glances WHERE page = ?", (_page(you),)
            ).fetchone()
            mark = connection.execute(MARK).fetchone()[0]
        return _understood(json.loads(found[0]), mark, today) if found else None
    except (AppError, reading.DriverError, *STRANGE):
        return None  # another version's glance, or a file that opening will speak about


def keep(session: "Session", worklist: Worklist, at: datetime) -> None:
    """Keep a list for the next start, if it is another one than is kept already."""
    from app.models import Glance as Kept

    page, plain = _page(worklist.you), worklist.plain()
    kept = session.get(Kept, page)
    if kept is None:
        kept = Kept(page=page, content={})
        session.add(kept)
    if kept.content.get("list") != plain:
        kept.day, kept.content = worklist.day, {"at": at.isoformat(), "list": plain}


def _understood(content: dict[str, Any], mark: str, today: date) -> Glance:
    worklist = Worklist.from_plain(content["list"])
    old = worklist.day != today or worklist.mark != mark
    return Glance(worklist, datetime.fromisoformat(content["at"]), old)


def _page(you: int | None) -> str:
    return "today" if you is None else f"today:{you}"
