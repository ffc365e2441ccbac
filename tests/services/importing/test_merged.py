"""Imports that name what was merged: they land on the kept one, and bring nobody back."""

import pytest
from sqlalchemy import func, select

from app.models import Base, ChangeSet, Contact, Customer, Interaction
from app.services.book import history
from app.services.customers import customers, merging
from app.services.customers.merged_fields import KEPT, Choices
from app.services.errors import AppError
from app.services.importing import batches
from tests.nordwind import TODAY

DERIVED = {"standings", "lessons", "change_sets", "changes", "import_batches"}

FILES = {
    "customers": (
        "name,external_id,city,phone,note,stage,since\n"
        "Nordwind GmbH,C-1,Kiel,1,Pays late.,leverage,2020-01-01\n"
        "Nordwind Logistics,C-2,Bremen,2,Ask for Marta.,bonding,2023-05-01\n"
    ),
    "contacts": (
        "customer,name,email,external_id,title,reports_to,may_be_asked,left_on\n"
        "C-1,Marta Claas,m@n.example,P-1,CEO,,yes,2025-01-01\n"
        "C-1,Boss,b@n.example,P-9,,,,\n"
        "C-2,M. Claas,m@n.example,P-2,Chair,Karl,no,\n"
        "C-2,Karl,,P-3,,,,\n"
    ),
    "interactions": (
        "customer,at,kind,note,contacts\n"
        "Nordwind GmbH,2026-01-02,call,Quote,Marta Claas\n"
        "Nordwind Logistics,2026-01-02,call,Quote,M. Claas\n"
        "C-2,2026-02-03,visit,Warehouse,Karl; M. Claas\n"
    ),
    "stages": (
        "customer,stage,entered_on\n"
        "C-1,leverage,2021-01-01\n"
        "Nordwind Logistics,bonding,2024-01-01\n"
    ),
    "tickets": "customer,opened,title,external_id\nC-2,2026-01-05,Printer,T-1\n",
}


@pytest.fixture
def taken(database, take):
    for kind, text in FILES.items():
        assert not take(kind, text).rejected
    return database


def merge(database, kept=1, other=2, choices=KEPT):
    with database.write() as session:
        merging.merge_customers(session, kept, other, choices, TODAY)


def content(database):
    with database.read() as session:
        return {
            table.name: session.execute(select(table)).all()
            for table in Base.metadata.sorted_tables
            if table.name not in DERIVED
        }


def test_namesakes_that_both_brought_are_told_apart_by_what_they_say(taken, take):
    contracts = "customer,title,value\nC-1,Workplace,100\nC-2,Workplace,200\n"
    assert take("contracts", contracts).created == 2
    merge(taken)
    before = content(taken)
    again = take("contracts", contracts)
    assert (again.unchanged, again.rejected) == (2, ())
    assert content(taken) == before
    with pytest.raises(AppError, match="more than one contract"):
        take("contracts", "customer,title,value\nC-2,Workplace,300\n")


EVERY = frozenset({"name", "city", "phone", "stage", "since"})


@pytest.mark.parametrize("choices", [KEPT, Choices(EVERY)], ids=["kept", "other"])
@pytest.mark.parametrize(("kept", "other"), [(1, 2), (2, 1)])
def test_taking_the_files_of_both_once_more_changes_nothing(taken, take, choices, kept, other):
    merge(taken, kept, other, choices)
    before = content(taken)
    for kind, text in FILES.items():
        report = take(kind, text)
        assert (kind, report.rejected) == (kind, ())
        assert (kind, report.created, report.updated) == (kind, 0, 0)
    assert content(taken) == before


@pytest.mark.parametrize("name", ["C-2", "Nordwind Logistics", "nordwind logistics"])
def test_a_new_row_that_names_the_one_that_went_lands_on_the_kept_one(taken, take, name):
    merge(taken)
    report = take("interactions", f"customer,at,kind,note\n{name},2026-03-04,call,New\n")
    assert report.created == 1
    with taken.read() as session:
        owner = session.scalar(select(Interaction.customer_id).where(Interaction.note == "New"))
        assert owner == 1
        assert [row.id for row in customers.overview(session)] == [1]


def test_it_lands_at_the_end_of_a_chain(taken, take):
    with taken.write() as session:
        customers.save(session, customers.CustomerDraft(name="Holding"), TODAY)
    merge(taken)
    merge(taken, 3, 1)
    take("interactions", "customer,at,kind,note\nNordwind Logistics,2026-03-04,call,New\n")
    with taken.read() as session:
        assert set(session.scalars(select(Interaction.customer_id))) == {3}


def test_news_of_the_one_that_went_reach_the_kept_one_where_it_says_nothing(taken, take):
    merge(taken)
    text = "name,external_id,city,website\nNordwind Logistics,C-2,Hamburg,nordwind.example\n"
    assert take("customers", text).updated == 1
    assert take("customers", text).unchanged == 1
    with taken.read() as session:
        kept = session.get(Customer, 1)
        assert (kept.name, kept.city, kept.website) == ("Nordwind GmbH", "Kiel", "nordwind.example")
        assert session.get(Customer, 2).city == "Hamburg"


def test_news_of_the_kept_one_are_taken_as_ever(taken, take):
    merge(taken)
    take("customers", "name,external_id,city\nNordwind GmbH,C-1,Lübeck\n")
    with taken.read() as session:
        assert session.get(Customer, 1).city == "Lübeck"


def test_who_is_there_under_that_name_comes_before_who_went_under_it(taken, take):
    merge(taken)
    take("customers", "name,external_id\nNordwind Logistics,C-7\n")
    take("interactions", "customer,at,kind,note\nNordwind Logistics,2026-03-04,call,New\n")
    with taken.read() as session:
        owner = session.scalar(select(Interaction.customer_id).where(Interaction.note == "New"))
        assert session.get(Customer, owner).external_id == "C-7"


def test_a_kept_one_that_was_deleted_has_to_be_restored_first(taken, take):
    merge(taken)
    with taken.write() as session:
        customers.delete(session, [1])
    with pytest.raises(AppError, match="was deleted: restore it first"):
        take("interactions", "customer,at,kind,note\nC-2,2026-03-04,call,New\n")


def test_the_people_of_both_are_one_and_found_by_either_name(taken, take):
    merge(taken)
    text = "customer,at,kind,note,contacts\nC-2,2026-03-04,call,New,M. Claas\n"
    take("interactions", text)
    with taken.read() as session:
        there = select(Contact.name).where(Contact.deleted_at.is_(None)).order_by(Contact.id)
        assert list(session.scalars(there)) == ["Marta Claas", "Boss", "Karl"]
        assert session.get(Contact, 1).left_on is None
        assert session.get(Contact, 1).may_be_asked is False
        assert session.get(Contact, 1).reports_to_id == 4


def test_undoing_an_import_leaves_what_a_later_merge_moved_and_the_merge_can_be_undone(taken):
    with taken.read() as session:
        facts = session.scalar(select(func.count()).select_from(Interaction))
    before = content(taken)
    merge(taken)
    merged = content(taken)
    with taken.write() as session:
        undone = batches.undo_import(session, 3)  # the interactions
    with taken.read() as session:
        left = session.scalars(select(Interaction.customer_id)).all()
    assert undone.kept == len(left) == 2, "what moved stays, as what was changed since"
    assert set(left) == {1}
    assert undone.removed == facts - 2
    with taken.write() as session:
        history.undo(session, _newest_merge(session))
    now = content(taken)
    assert now["customers"][1].deleted_at is None
    gone = [row for row in before["interactions"] if row.id == 1]
    now_ids = {(row.id, row.customer_id) for row in now["interactions"]}
    assert now_ids == {(row.id, row.customer_id) for row in before["interactions"]} - {
        (row.id, row.customer_id) for row in gone
    }
    assert merged["customers"] != now["customers"]


def _newest_merge(session):
    return session.scalar(select(ChangeSet.id).where(ChangeSet.label.startswith("Merged")))


def test_undoing_the_import_of_customers_leaves_the_two_and_what_they_hold(taken):
    merge(taken)
    before = content(taken)["tickets"]
    with taken.write() as session:
        batches.undo_import(session, 1)
    after = content(taken)
    assert [row.id for row in after["customers"]] == [1, 2]
    assert after["tickets"] == before
