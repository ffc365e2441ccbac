from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.models import Change, ChangeSet, Contact, Customer
from app.services.book import unfinished
from app.services.customers import erasing
from tests.conftest import TODAY

SAID = {"customer": "Nordwind", "panes": {"feedback": {"text": "Zoë Ångström called", "rest": [1]}}}


def kept(database, place="here"):
    with database.read() as session:
        return unfinished.found(session, place)


def keep(database, what, said, place="here"):
    with database.write() as session:
        unfinished.keep(session, place, what, said)


def test_what_is_kept_last_is_found(database):
    assert kept(database) == {}
    keep(database, "log", {"half": 1})
    keep(database, "log", SAID)
    keep(database, "survey", {"answers": {}})
    assert kept(database) == {"log": SAID, "survey": {"answers": {}}}
    keep(database, "survey", None)
    assert kept(database) == {"log": SAID}


def test_somebody_elses_is_not_found(database):
    keep(database, "log", SAID, place="there")
    keep(database, "log", {"mine": 1})
    assert (kept(database), kept(database, "there")) == ({"log": {"mine": 1}}, {"log": SAID})


def test_it_is_neither_told_nor_undone_nor_a_reason_for_a_backup(database):
    told = []
    database.on_commit = told.append
    keep(database, "log", SAID)
    with database.read() as session:
        changes = [session.scalar(select(func.count()).select_from(m)) for m in (Change, ChangeSet)]
    assert (told, changes) == ([], [0, 0])


def test_what_nobody_comes_back_to_goes_after_ninety_days(database):
    keep(database, "log", SAID)
    for days, left in ((89, {"log": SAID}), (91, {})):
        with database.write() as session:
            unfinished.let_go(session, datetime.now(UTC) + timedelta(days=days))
        assert kept(database) == left


@pytest.mark.parametrize(("name", "left"), [("Zoë Ångström", {}), ("Zoë Berg", {"log": SAID})])
def test_who_is_erased_is_in_nothing_unfinished(database, name, left):
    keep(database, "log", SAID, place="there")
    with database.write() as session:
        session.add(Customer(id=1, name="Nordwind", recorded_on=TODAY))
        session.flush()
        session.add(Contact(id=1, customer_id=1, name=name, recorded_on=TODAY))
    with database.write() as session:
        erasing.erase(session, 1, TODAY)
    assert kept(database, "there") == left
