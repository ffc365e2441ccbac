"""What is said once when a book has been opened."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from app.models import ChangeSet, Customer
from app.ui import to_know
from tests.conftest import TODAY


@dataclass
class Opened:
    """As much of an open book as is spoken of."""

    warnings: tuple[str, ...] = ()
    kept: Path | None = None


@pytest.fixture
def said(tasks):
    """Open, and return what was said."""

    def tell(book):
        sentences = []
        to_know.tell(book, tasks, sentences.append)
        return sentences

    return tell


def test_of_a_book_in_good_order_nothing_is_said(said):
    assert said(Opened()) == []


def test_all_is_said_at_once_for_one_line_takes_the_place_of_another(said):
    (sentence,) = said(Opened(("A copy lies beside it.", "It lies on a network drive."), Path("o")))
    assert sentence.startswith(to_know.kept("o"))
    assert sentence.endswith("A copy lies beside it.\nIt lies on a network drive.")


@pytest.mark.parametrize(
    ("days", "what"),
    [
        (400, "Please check the clock. Nothing is lost"),  # the clock was set back since
        (-400, "nothing is let go of for its age"),  # or far ahead
    ],
)
def test_a_clock_that_cannot_be_right_is_told_with_both_days(said, database, days, what):
    newest = datetime.now(UTC) + timedelta(days=days)
    with database.write() as session:
        session.add(Customer(name="Nordwind", recorded_on=TODAY))
    with database.write() as session:
        session.execute(update(ChangeSet).values(at=newest))
    (sentence,) = said(Opened())
    assert str(newest.year) in sentence
    assert what in sentence
