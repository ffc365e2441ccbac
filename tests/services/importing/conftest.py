"""Files to import and a short way to import them."""

import pytest

from app.services.importing import service
from app.services.importing.service import Options


@pytest.fixture
def file(tmp_path):
    """Write a file and return its path; text becomes UTF-8."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def take(database, file, today):
    """Import one CSV text as a kind, commit, and return what became of it."""

    def run(kind, text, **options):
        path = file(f"{kind}.csv", text)
        with database.write() as session:
            report = service.import_files(session, [path], Options(**options), today)
        return report.files[0]

    return run


@pytest.fixture
def rows(database):
    """Return the rows of a table as dicts, in order of id."""
    from sqlalchemy import select

    from app.models.base import Base

    def read(table):
        with database.read() as session:
            found = Base.metadata.tables[table]
            query = select(found).order_by(found.c.id)
            return [dict(row) for row in session.execute(query).mappings()]

    return read
