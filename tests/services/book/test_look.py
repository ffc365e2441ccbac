from datetime import UTC, date, datetime

import pytest

from app.models import Customer, Interaction
from app.services.book import backup, look, settings
from app.services.book.database import Database
from app.services.book.driver_errors import Damaged
from app.services.book.settings import BookSettings

KEY = bytes(range(32))
JANUARY = date(2026, 1, 1)


def test_a_look_tells_what_is_in_it_and_changes_nothing(book, tmp_path):
    database = Database(book, KEY)
    with database.write() as session:
        settings.save(session, BookSettings("Fjord & Föhn IT"))
        session.add(Customer(name="Brix", recorded_on=JANUARY))
        session.add(Customer(name="Gone", recorded_on=JANUARY, deleted_at=datetime.now(UTC)))
        session.flush()
        session.add_all(
            Interaction(
                customer_id=1, occurred_on=JANUARY, recorded_on=JANUARY, kind="note", two_way=True
            )
            for _n in range(3)
        )
    made = backup.back_up(database, tmp_path / "copy")
    database.close()
    before = made.path.read_bytes()
    seen = look.look(made.path, KEY)
    assert (seen.customers, seen.interactions, seen.company) == (2, 3, "Fjord & Föhn IT")
    assert abs((datetime.now(UTC) - seen.changed).total_seconds()) < 60
    assert seen.size == len(before)
    assert made.path.read_bytes() == before


def test_a_book_without_history_has_no_last_change(book):
    assert look.look(book, KEY).changed is None


def test_the_wrong_key_is_told(book):
    with pytest.raises(Damaged):
        look.look(book, bytes(32))
