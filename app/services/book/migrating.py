"""Brings a book of an earlier version to this one: on a copy, which takes its place when proved."""

import logging
import os
from pathlib import Path

from app.language import _
from app.services.book import files, reading
from app.services.book.held import Held, held
from app.services.book.logs import Word
from app.services.errors import Unavailable

log = logging.getLogger(__name__)

_VERSIONS = Path(__file__).parents[2] / "models" / "migrations" / "versions"


def known_versions() -> list[str]:
    """Return the revisions this program knows, oldest first, without loading Alembic for it."""
    return sorted(each.stem.partition("_")[0] for each in _VERSIONS.glob("[0-9]*.py"))


def is_current(path: Path, key: bytes | None) -> bool:
    """Tell whether the book's tables are this version's; raise TooNew for a later one's."""
    version = reading.version(path, key)
    known = known_versions()
    if version not in known:
        from app.services.book.schema import TooNew  # brings Alembic, half a second

        raise TooNew(
            _(
                "“{name}” was saved by a newer version of Rapport and was left untouched. "
                "Update Rapport to open it."
            ).format(name=path.name)
        )
    return version == known[-1]


def bring_up_to_date(path: Path, key: bytes | None) -> Path:
    """Migrate a copy, prove it, put it in the book's place; return where the old book is kept.

    Whatever fails or dies on the way, ``path`` is the whole old book or the whole new one.
    """
    old = reading.version(path, key)
    half_made = files.beside(path, "migrating")
    try:
        kept = _("The book is as it was.")
        with reading.explained(path, kept), held(path, key, _in_use(path)) as book:
            files.remove(half_made)  # of an earlier try that was cut off
            book.copy_to(half_made)
            upgrade(half_made, key)
            _must_be_whole(book, half_made, key)
            old_file = _keep_old(book)
            book.give_way(half_made)
    finally:
        files.remove(half_made)
    log.info("migrated from %s to %s", Word(old), Word(known_versions()[-1]))
    return old_file


def upgrade(path: Path, key: bytes | None) -> None:
    """Run the migrations missing in a file that nobody else has; errors are the driver's own."""
    from sqlalchemy.exc import DBAPIError

    from app.services.book import schema
    from app.services.book.database import Database

    database = Database(path, key)
    try:
        schema.upgrade(database.engine)
    except DBAPIError as error:
        raise error.orig or error from error
    finally:
        database.close()


def _in_use(path: Path) -> str:
    return _(
        "“{name}” has to be brought to this version of Rapport, but another program is "
        "using it. It is as it was. Close it there and try again."
    ).format(name=path.name)


def _must_be_whole(book: Held, after: Path, key: bytes | None) -> None:
    """Refuse a copy that is damaged or has fewer records than the book it was made from."""
    with reading.connected(after, key) as new:
        had, has = reading.row_counts(book.connection), reading.row_counts(new)
    lost = [name for name in had if name in has and has[name] < had[name]]
    if lost or reading.problems(after, key):
        log.error("migration not proved: %d tables lost rows", len(lost))
        raise Unavailable(
            _(
                "“{name}” could not be brought to this version of Rapport without loss, so it was "
                "left as it was. Go on with the earlier version, and tell us."
            ).format(name=book.path.name)
        )


def _keep_old(book: Held) -> Path:
    """Keep the old book under a name that says what it is, and is not taken by another file."""
    path = book.path
    title = _("{name} before version {version}").format(
        name=path.stem, version=int(known_versions()[-1])
    )
    number = 1
    while True:
        again = f" ({number})" if number > 1 else ""
        kept = path.with_name(f"{title}{again}{path.suffix}")
        try:
            _same_under(book, kept)
        except FileExistsError:
            if kept.samefile(path):  # of an earlier try that was cut off
                return kept
            number += 1
        else:
            files.sync_folder(path.parent)
            return kept


def _same_under(book: Held, kept: Path) -> None:
    """Give the old file a second name; copy it only where the drive cannot do that."""
    try:
        os.link(book.path, kept)
    except FileExistsError:
        raise
    except OSError:
        book.copy_to(kept)
