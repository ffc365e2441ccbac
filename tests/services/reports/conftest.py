from contextlib import contextmanager

import pytest
from sqlalchemy import event

from tests.nordwind import known

__all__ = ["known"]


@pytest.fixture
def asked(database):
    """What the book is asked while the block runs, as SQL."""

    @contextmanager
    def listening():
        said = []

        def note(_connection, _cursor, statement, *_rest):
            if statement.lstrip().upper().startswith("SELECT"):
                said.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        try:
            yield said
        finally:
            event.remove(database.engine, "before_cursor_execute", note)

    return listening
