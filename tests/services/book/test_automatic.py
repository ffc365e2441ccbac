import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from app.models import Contact, Customer, Interaction
from app.services.book import automatic, backup, files, reading, settings
from app.services.book.database import Database
from app.services.customers import erasing, retention
from app.services.errors import Cancelled, Unavailable

KEY = bytes(range(32))
NOW = datetime(2026, 5, 4, 18, 30)
DAY = timedelta(days=1)
TODAY = NOW.date()


@pytest.fixture
def opened(book):
    database = Database(book, KEY)
    yield database
    database.close()


@pytest.fixture
def root(tmp_path):
    return tmp_path / "safe place"


def change(database, name="Brix"):
    with database.write() as session:
        session.add(Customer(name=name, recorded_on=date(2026, 1, 1)))


def test_the_first_backup_is_proved_and_named_after_book_and_moment(opened, root):
    made = automatic.keep_one(opened, root, NOW)
    assert made.path.name == "Fjord 2026-05-04 18.30.00.rapport"
    assert backup.check(made.path, KEY) == []
    assert made.path.parent.parent == root
    assert [each.made for each in automatic.kept(root, opened.path)] == [NOW]


def test_nothing_is_copied_when_nothing_changed(opened, root):
    automatic.keep_one(opened, root, NOW)
    assert automatic.keep_one(opened, root, NOW + DAY) is None
    change(opened)
    assert automatic.keep_one(opened, root, NOW + DAY) is not None
    assert len(automatic.kept(root, opened.path)) == 2


def test_what_was_erased_or_let_go_of_is_not_left_in_the_newest_backup(opened, root):
    change(opened)
    with opened.write() as session:
        session.add(Contact(customer_id=1, name="Ada Quelle", recorded_on=date(2026, 1, 1)))
        settings.save(session, replace(settings.load(session), mood_months=1))
    day = date(2026, 1, 7)
    with opened.write() as session:
        felt = {"occurred_on": day, "recorded_on": day, "feeling": -2, "note": "wretched"}
        session.add(Interaction(customer_id=1, kind="call", two_way=True, **felt))
    automatic.keep_one(opened, root, NOW)
    erase = partial(erasing.erase, contact_id=1)
    for days, take in enumerate((erase, retention.let_go), start=1):
        with opened.write() as session:
            take(session, today=TODAY)
        assert automatic.keep_one(opened, root, NOW + days * DAY) is not None
    with opened.write() as session:
        retention.let_go(session, TODAY)
    assert not automatic.is_due(opened, root, NOW + 3 * DAY)


def test_what_is_only_derived_is_no_change(opened, root):
    automatic.keep_one(opened, root, NOW)
    with opened.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("UPDATE standings SET stale = 1")
    assert not automatic.is_due(opened, root, NOW)


def test_a_newest_backup_that_is_damaged_counts_as_none(opened, root):
    made = automatic.keep_one(opened, root, NOW)
    made.path.write_bytes(bytes(4096))
    assert automatic.is_due(opened, root, NOW)


def test_a_day_has_one_backup_while_the_book_is_open(opened, root):
    assert automatic.keep_daily(opened, root, NOW) is not None
    change(opened)
    assert automatic.keep_daily(opened, root, NOW + timedelta(hours=3)) is None
    assert automatic.keep_daily(opened, root, NOW + DAY) is not None


def test_with_the_clock_set_back_a_change_is_still_backed_up_once(opened, root):
    automatic.keep_one(opened, root, NOW)
    change(opened)
    earlier = NOW - 30 * DAY
    made = automatic.keep_one(opened, root, earlier)
    assert made.path.exists()
    assert automatic.keep_one(opened, root, earlier + timedelta(hours=1)) is None
    assert len(automatic.kept(root, opened.path)) == 2


def test_the_sample_company_is_not_backed_up(opened, root):
    with opened.write() as session:
        settings.save(session, settings.BookSettings(sample=True))
    assert automatic.keep_one(opened, root, NOW) is None


def test_older_ones_are_thinned_out_and_nothing_else_is_touched(opened, root):
    automatic.keep_one(opened, root, NOW - timedelta(hours=2))
    folder = automatic.folder_of(root, opened.path)
    for name in ("notes.txt", "Fjord by hand.rapport"):
        (folder / name).touch()
    change(opened)
    automatic.keep_one(opened, root, NOW)
    assert {each.name for each in folder.iterdir()} == {
        *("Fjord 2026-05-04 18.30.00.rapport", "notes.txt", "Fjord by hand.rapport"),
    }


def test_backups_of_a_hidden_book_are_found_and_thinned_out_too(book, root):
    hidden = book.rename(book.with_name(".mine.rapport"))
    database = Database(hidden, KEY)
    for hours in range(3):
        change(database)
        automatic.keep_one(database, root, NOW + timedelta(hours=hours))
    database.close()
    assert [each.made for each in automatic.kept(root, hidden)] == [NOW + timedelta(hours=2)]


def test_books_of_one_name_stay_apart(opened, root, tmp_path):
    other = tmp_path / "elsewhere" / opened.path.name
    assert automatic.folder_of(root, other) != automatic.folder_of(root, opened.path)
    automatic.keep_one(opened, root, NOW)
    assert automatic.kept(root, other) == []
    assert len(automatic.every(root)) == 1


def test_a_cancelled_backup_leaves_nothing_and_what_a_killed_one_left_goes(opened, root):
    def stop(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        automatic.keep_one(opened, root, NOW, stop)
    folder = automatic.folder_of(root, opened.path)
    assert list(folder.iterdir()) == []
    files.beside(folder / "Fjord 2026-05-01 10.00.00.rapport", "new").write_text("half")
    automatic.keep_one(opened, root, NOW)
    assert [each.name for each in folder.iterdir()] == ["Fjord 2026-05-04 18.30.00.rapport"]


def test_copying_itself_can_be_cancelled_half_way(opened, tmp_path):
    with opened.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
            "INSERT INTO settings (key, value) SELECT 'k' || i, '\"' || hex(randomblob(40)) || '\"'"
            " FROM n"
        )
    told = []

    def stop(done, total):
        told.append((done, total))
        if len(told) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        backup.back_up(opened, tmp_path / "copy", stop)
    assert len(told) == 3
    assert {each.name for each in tmp_path.iterdir() if "copy" in each.name} == set()


def test_proving_can_be_cancelled_too(opened, tmp_path):
    def stop(done, total):
        if done * 2 == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        backup.back_up(opened, tmp_path / "copy", stop)
    assert {each.name for each in tmp_path.iterdir() if "copy" in each.name} == set()


def test_a_full_drive_is_told_and_the_older_backups_stay(opened, drive_of):
    drive = drive_of(1600)
    first = automatic.keep_one(opened, drive, NOW - DAY)
    change(opened)
    (drive / "filler").write_bytes(bytes(shutil.disk_usage(drive).free - 64 * 1024))
    with pytest.raises(Unavailable, match="disk is full"):
        automatic.keep_one(opened, drive, NOW)
    assert [each.path for each in automatic.kept(drive, opened.path)] == [first.path]
    with reading.connected(first.path, KEY) as connection:
        assert reading.row_counts(connection)["customers"] == 1


def test_a_folder_that_cannot_be_made_is_told(opened, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable, match="No backup was written"):
        automatic.keep_one(opened, tmp_path / "file", NOW)
