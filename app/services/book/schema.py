"""Brings a book to the tables that this version of the program expects."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

import app.models
from app.language import _
from app.services.errors import AppError

SCRIPTS = Path(app.models.__file__).parent / "migrations"


class TooNew(AppError):
    """The book was written by a later version of the program."""


def head() -> str:
    """Return the newest revision that this program knows."""
    revision = ScriptDirectory(SCRIPTS.as_posix()).get_current_head()
    if revision is None:
        raise RuntimeError("no migrations in this build")
    return revision


def current(engine: Engine) -> str | None:
    """Return the book's revision, None for a file without any tables of ours."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations that are missing: all of them or, if one fails, none."""
    writer = engine.execution_options(writing=True)
    with writer.connect() as connection, _foreign_keys_at_rest(connection), connection.begin():
        config = _config(connection)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if MigrationContext.configure(connection).get_current_revision() not in known | {None}:
            raise TooNew(
                _(
                    "This book was saved by a newer version of Rapport and was left untouched. "
                    "Update Rapport to open it."
                )
            )
        command.upgrade(config, revision)


def draft(message: str) -> None:
    """Write the next migration from what the models say and the migrations do not do yet."""
    from app.services.book.database import Database

    with TemporaryDirectory() as folder:
        database = Database(Path(folder) / "draft.rapport")
        upgrade(database.engine)
        with database.engine.connect() as connection:
            config = _config(connection)
            number = 1 + sum(1 for _ in ScriptDirectory.from_config(config).walk_revisions())
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        database.close()


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", SCRIPTS.as_posix().replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


@contextmanager
def _foreign_keys_at_rest(connection: Connection) -> Generator[None, None, None]:
    """Rebuilding a table drops the old one; enforced, that would delete its children with it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = cast("Any", connection.connection.driver_connection)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


if __name__ == "__main__":
    draft(sys.argv[1])
