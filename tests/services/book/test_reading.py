import hashlib

import pytest

from app.services.book import reading, schema
from app.services.book.database import Database
from app.services.book.driver_errors import Damaged
from app.services.errors import Unavailable

KEY = bytes(range(32))


def files_and_digests(folder):
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.iterdir()}


def test_looking_into_a_book_changes_nothing_and_leaves_nothing(book, tmp_path):
    before = files_and_digests(tmp_path)
    assert reading.version(book, KEY) == schema.head()
    assert reading.problems(book, KEY) == []
    with reading.connected(book, KEY) as connection:
        assert reading.row_counts(connection)["customers"] == 1
    assert files_and_digests(tmp_path) == before


def test_what_is_only_in_the_log_of_an_open_book_is_seen(book):
    database = Database(book, KEY)
    with database.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM customers")
    with reading.connected(book, KEY) as connection:
        assert reading.row_counts(connection)["customers"] == 0
    database.close()


def test_nothing_can_be_written_through_it(book):
    with pytest.raises(Unavailable, match="read-only"), reading.connected(book, KEY) as connection:
        connection.execute("DELETE FROM customers")


def test_a_wrong_key_is_told_without_a_word_on_the_console(book, capfd):
    with pytest.raises(Damaged):
        reading.version(book, bytes(32))
    assert capfd.readouterr() == ("", "")


def test_wrong_sql_is_a_bug_and_stays_one(book):
    with (
        pytest.raises(reading.sqlcipher.OperationalError),
        reading.connected(book, KEY) as connection,
    ):
        connection.execute("SELECT nonsense")


def test_every_damaged_page_is_found(book):
    content = bytearray(book.read_bytes())
    for page in (5, 9):
        content[page * 4096 + 50] ^= 0xFF
    book.write_bytes(content)
    problems = reading.problems(book, KEY)
    assert len(problems) >= 2
    assert any("page 6" in each for each in problems)
    assert any("page 10" in each for each in problems)


def test_a_row_that_points_nowhere_is_found(book):
    database = Database(book, KEY)
    driver = database.engine.raw_connection()
    driver.execute("PRAGMA foreign_keys=OFF")
    driver.execute(
        "INSERT INTO changes (change_set_id, table_name, row_key) VALUES (99, 'customers', '1')"
    )
    driver.commit()
    driver.close()
    database.close()
    assert reading.problems(book, KEY) == [
        "A row of “changes” points to one of “change_sets” that is not there."
    ]


def test_a_name_full_of_odd_characters_is_opened(book, tmp_path):
    odd = book.rename(tmp_path / "50 % #1? Größe&Maß=ü'\".rapport")
    assert reading.version(odd, KEY) == schema.head()
