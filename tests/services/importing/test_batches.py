"""One undo for a whole import, which keeps what somebody changed since."""

from datetime import date

import pytest
from sqlalchemy import text

from app.models import Contact, Customer, ImportBatch, Interaction
from app.models.base import Base
from app.services.book import history
from app.services.errors import Conflict, NotFound
from app.services.importing import service
from app.services.importing.batches import undo_import
from app.services.importing.service import Options
from app.services.sample.company import company

KEPT = {"import_batches", "change_sets", "changes"}


def dump(database):
    """Return all that stands in the book but its diary and the words it learned to spell."""
    with database.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(table.select())]
            for table in Base.metadata.sorted_tables
            if table.name not in KEPT
        }


def undo(database, batch):
    with database.write() as session:
        undone = undo_import(session, batch)
    return undone.removed, undone.restored, undone.kept


def test_undoing_the_import_of_a_whole_book_leaves_an_empty_one(database, today):
    with database.write() as session:
        report = service.import_rows(session, company(today), Options(), today)
    removed, restored, kept = undo(database, report.batch)
    assert removed > sum(file.created for file in report.files) - 1
    assert (restored, kept) == (0, 0)
    assert not any(dump(database).values())
    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM search_text")) == 0
        passing = text("SELECT count(*) FROM sqlite_master WHERE name LIKE 'passing%'")
        assert session.scalar(passing) == 0


def test_what_was_updated_gets_its_old_values_back(take, rows, database):
    take("customers", "name,external_id,city,stage,since\nAcme,1,Oslo,purchase,2020-01-01\n")
    take(
        "interactions",
        "customer,at,kind,external_id,contact,note\n1,2026-01-01T10:00Z,call,I,Per,x\n",
    )
    before = rows("customers"), rows("interactions")
    take("customers", "name,external_id,city,stage,since\nAcme Ltd,1,Bergen,lost,2021-02-03\n")
    take(
        "interactions",
        "customer,at,kind,external_id,contact,note\n1,2026-02-02T11:00Z,visit,I,Kari,y\n",
    )
    assert rows("customers")[0]["city"] == "Bergen"
    assert undo(database, 4) == (1, 1, 0)  # Kari goes
    assert undo(database, 3) == (0, 1, 0)
    stamps = {"changed_at", "version"}
    for table, old in zip(("customers", "interactions"), before, strict=True):
        for was, now in zip(old, rows(table), strict=True):
            assert {k: v for k, v in now.items() if k not in stamps} == {
                k: v for k, v in was.items() if k not in stamps
            }
    with database.read() as session:
        query = text("SELECT name FROM contacts JOIN interaction_contacts ON id = contact_id")
        assert session.scalars(query).all() == ["Per"]


def test_what_somebody_changed_since_is_kept(take, rows, database):
    take("customers", "name,external_id,city\nAcme,1,Oslo\nBeta,2,Oslo\n")
    take("customers", "name,external_id,city\nAcme,1,Bergen\nBeta,2,Bergen\nGamma,3,\nDelta,4,\n")
    with database.write() as session:
        session.get(Customer, 1).city = "Voss"
        session.get(Customer, 3).city = "Molde"
    assert undo(database, 2) == (1, 1, 2)
    assert [(row["name"], row["city"]) for row in rows("customers")] == [
        ("Acme", "Voss"),
        ("Beta", "Oslo"),
        ("Gamma", "Molde"),
    ]


def test_what_somebody_built_on_is_kept(take, rows, database, today):
    take("contacts", "customer,name,reports_to\nAcme,Per,Kari\nBeta,Ola,Kari\n")
    with database.write() as session:
        per = session.query(Contact).filter_by(name="Per").one()
        session.add(
            Interaction(
                customer_id=per.customer_id,
                occurred_on=today,
                recorded_on=today,
                kind="call",
                two_way=True,
            )
        )
    removed, restored, kept = undo(database, 1)
    assert (removed, restored, kept) == (5, 0, 1)
    assert [row["name"] for row in rows("customers")] == ["Acme"]


def test_an_import_is_undone_once(take, database):
    take("customers", "name\nAcme\n")
    undo(database, 1)
    with pytest.raises(Conflict, match="already undone"):
        undo(database, 1)
    with pytest.raises(NotFound, match="number 9"):
        undo(database, 9)


def test_an_import_that_was_undone_keeps_nothing_of_what_was(take, database):
    take("customers", "name,external_id,city\nAcme,1,Oslo\n")
    take("customers", "name,external_id,city\nAcme,1,Bergen\n")
    undo(database, 2)
    with database.read() as session:
        assert session.get(ImportBatch, 2).before == {"changed": {}, "untraced": {}}
        assert session.get(ImportBatch, 2).updated == 1


def test_after_the_undo_the_same_file_can_be_imported_again(take, database, rows):
    for turn in (1, 2):
        assert take("tickets", "customer,external_id,opened\nA,1,2026-01-01\n").created == 1
        if turn == 1:
            undo(database, 1)
    assert len(rows("tickets")) == 1


def test_the_history_offers_an_import_once_whichever_way_it_is_undone(take, database, rows):
    take("customers", "name\nAcme\n")
    with database.read() as session:
        offered = history.next_undo(session)
    assert offered.label == "Imported customers.csv"
    undo(database, 1)
    with database.read() as session:
        assert history.next_undo(session) is None
    take("customers", "name\nBeta\n")
    with database.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    assert rows("customers") == []


def test_an_import_marks_standings_stale_and_teaches_search_its_words(take, database):
    take("interactions", "customer,at,kind,note\nAcme,2026-01-01,call,Rückfrage zum Drucker\n")
    with database.read() as session:
        assert session.scalar(text("SELECT stale FROM standings")) == 1
        words = set(session.scalars(text("SELECT term FROM search_terms")))
        assert {"rückfrage", "drucker", "acme"} <= words
        hits = text("SELECT count(*) FROM search_text WHERE search_text MATCH 'drucker'")
        assert session.scalar(hits) == 1


def test_a_commit_names_the_tables_that_pages_watch(take, database):
    told = []
    database.on_commit = told.append
    take("customers", "name\nAcme\n")
    assert {"customers", "interactions", "tickets"} <= told[0].tables
    assert told[0].label == "Imported customers.csv"


def test_days_survive_the_way_there_and_back(take, rows, database):
    take("promises", "customer,made_on,text,external_id,due_on\nA,2026-01-01,x,1,2026-02-01\n")
    take("promises", "customer,made_on,text,external_id,due_on\nA,2026-01-01,x,1,2026-03-01\n")
    undo(database, 2)
    assert rows("promises")[0]["due_on"] == date(2026, 2, 1)


def test_what_was_changed_and_changed_back_since_goes_with_the_import(take, database):
    take("customers", "name,external_id,city\nAcme,1,Oslo\n")
    with database.write() as session:
        session.get(Customer, 1).city = "Voss"
    with database.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    assert undo(database, 1) == (1, 0, 0)


def test_what_a_later_import_changed_stays_until_that_is_undone(take, database):
    take("customers", "name,external_id,city\nAcme,1,Oslo\n")
    take("customers", "name,external_id,city\nAcme,1,Bergen\n")
    with database.read() as session:  # whose writes are dropped
        undone = undo_import(session, 1)
        assert (undone.removed, undone.restored, undone.kept) == (0, 0, 1)
    assert undo(database, 2) == (0, 1, 0)
    assert undo(database, 1) == (1, 0, 0)
