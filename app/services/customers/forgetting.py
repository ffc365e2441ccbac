"""What the history and the imports keep of rows, let go of: nothing brings it back any more.

An action stays in the history, with empty images: what is left of it is never taken for the whole.
Search forgets the words that stood there and stand nowhere else. Call it once the rows themselves
say what they are to say.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.models import Change, ImportBatch, Setting
from app.services.customers import vocabulary

AT_ONCE = 1_000  # changes
GONE_FOR_GOOD = "gone_for_good"  # the setting: how often something was let go of
Image = Mapping[str, Any]
Concerns = Callable[[str, int, Image], bool]


def rows(session: Session, table: str, ids: Collection[int]) -> None:
    """Forget whatever these rows of a table were."""
    keys = [f"[{number}]" for number in ids]
    mine = (Change.table_name == table, Change.row_key.in_(keys), ~Change.moved)
    words = images(session, session.scalars(select(Change.id).where(*mine)).all())
    words |= imported(session, lambda name, row, _image: name == table and row in ids)
    vocabulary.unlearn(session, words)


def images(session: Session, changes: Sequence[int]) -> set[str]:
    """Empty the images of these changes and return the words that stood in them."""
    words: set[str] = set()
    for start in range(0, len(changes), AT_ONCE):
        some = select(Change).where(Change.id.in_(changes[start : start + AT_ONCE]))
        for change in session.scalars(some):
            words |= vocabulary.words_of(texts(change.before, change.after))
            change.before = None if change.before is None else {}
            change.after = None if change.after is None else {}
        session.flush()
    return words


def imported(session: Session, concerns: Concerns) -> set[str]:
    """Let no import bring back the rows that are concerned; return the words that stood there.

    One import is in memory at a time: it remembers every row that it changed.
    """
    words: set[str] = set()
    for batch in session.scalars(select(ImportBatch.id)).all():
        mine = ImportBatch.id == batch
        before = session.scalars(select(ImportBatch.before).where(mine)).one()
        left: dict[str, dict[str, Any]] = {}
        for table, changed in before["changed"].items():
            gone = {key for key, was in changed.items() if concerns(table, int(key), was["values"])}
            words |= vocabulary.words_of(texts(*(changed[key]["values"] for key in gone)))
            left[table] = {key: was for key, was in changed.items() if key not in gone}
        if left != before["changed"]:
            kept = update(ImportBatch).where(mine)
            session.execute(kept.values(before=before | {"changed": left}))
    return words


def mark(session: Session) -> None:
    """Note, past the history, that something went: the last backup still has it."""
    times = session.scalar(select(Setting.value).where(Setting.key == GONE_FOR_GOOD)) or 0
    session.execute(delete(Setting).where(Setting.key == GONE_FOR_GOOD))
    session.execute(insert(Setting).values(key=GONE_FOR_GOOD, value=times + 1))


def texts(*images: Image | None) -> Iterable[str]:
    """Return the texts in some images."""
    return (value for image in images for value in (image or {}).values() if isinstance(value, str))
