"""Whatever two customers hold, merging them loses none of it, and undo gives it back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from app.models import (
    Base,
    Contact,
    Customer,
    Feedback,
    Interaction,
    InteractionContact,
    Promise,
    StageEntry,
    Ticket,
)
from app.models.kinds import Stage
from app.services.book import history
from app.services.customers import merging
from app.services.customers.merged_fields import CUSTOMER, Choices
from tests.every_table import DAY, content
from tests.nordwind import TODAY
from tests.services.importing.fuzzing import anything

FACTS = (Interaction, Ticket, Feedback, Promise, StageEntry)
DERIVED = {"standings", "lessons", "change_sets", "changes"}
OWNERS = {"customer_id", "contact_id", "version", "changed_at"}

texts = st.text("abc .", max_size=6)
person = st.fixed_dictionaries(
    {
        "customer_id": st.sampled_from((1, 2)),
        "name": st.sampled_from(("Marta", "marta", "Karl", "Jo")),
        "email": st.sampled_from(("", "m@n.example", "M@n.example", "k@n.example")),
        "note": texts,
        "chief": st.integers(0, 9),
    }
)
fact = st.tuples(
    st.sampled_from(FACTS), st.sampled_from((1, 2)), st.integers(0, 400), st.sets(st.integers(0, 5))
)
record = st.fixed_dictionaries(
    {
        "city": st.sampled_from(("", "Kiel", "Bremen")),
        "note": texts,
        "seats": st.none() | st.integers(0, 3),
        "stage": st.none() | st.sampled_from(list(Stage)),
        "external_id": st.none() | st.sampled_from(("A", "B")),
    }
)


def store(session, records, people, some):
    for number, values in enumerate(records, start=1):
        more = values | {"source": str(number), "recorded_on": DAY}
        session.add(Customer(id=number, name=f"N{number}", **more))
    session.flush()
    for number, values in enumerate(people, start=1):
        chief = {"reports_to_id": (values["chief"] % number) or None}
        plain = {name: value for name, value in values.items() if name != "chief"}
        session.add(Contact(id=number, recorded_on=DAY, **plain, **chief))
        session.flush()
    for model, customer, days, talkers in some:
        add(session, model, customer, days, [n for n in talkers if 0 < n <= len(people)])


def add(session, model, customer, days, talkers):
    day = TODAY - timedelta(days=days)
    own = {
        Interaction: {"occurred_on": day, "kind": "call", "two_way": True},
        Ticket: {"opened_on": day, "contact_id": next(iter(talkers), None)},
        Feedback: {"occurred_on": day, "text": "x", "kind": "wish"},
        Promise: {"made_on": day, "text": "x", "contact_id": next(iter(talkers), None)},
        StageEntry: {"entered_on": day, "stage": "leverage"},
    }[model]
    made = model(customer_id=customer, recorded_on=day, **own)
    session.add(made)
    session.flush()
    if model is Interaction:
        session.add_all([InteractionContact(interaction_id=made.id, contact_id=n) for n in talkers])


def told(session):
    """Return every fact with all that it says but whose it is."""
    found = {}
    for model in FACTS:
        table = model.__table__
        columns = [column for column in table.c if column.name not in OWNERS]
        found[table.name] = {tuple(map(repr, row)) for row in session.execute(select(*columns))}
    return found


@pytest.fixture
def emptied(database):
    def empty(session):
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))

    return database, empty


@anything
@given(
    st.tuples(record, record),
    st.lists(person, max_size=5),
    st.lists(fact, max_size=12),
    st.sets(st.sampled_from(CUSTOMER)),
)
def test_a_merge_loses_no_fact_no_word_and_no_talker(emptied, records, people, some, theirs):
    database, empty = emptied
    with database.write() as session:
        empty(session)
    with database.write() as session:
        store(session, records, people, some)
        before, rows = told(session), content(session, DERIVED)
        talked = set(session.scalars(select(InteractionContact.interaction_id)))
    with database.write() as session:
        merging.merge_customers(session, 1, 2, Choices(frozenset(theirs)), TODAY)
    with database.read() as session:
        after = told(session)
        for table, told_before in before.items():
            assert told_before <= after[table]
            assert table == "stages" or after[table] == told_before
        for model in (*FACTS, Contact):
            assert session.scalar(select(func.count()).where(model.customer_id == 2)) == 0
        assert set(session.scalars(select(InteractionContact.interaction_id))) == talked
        gone = select(Contact.id).where(Contact.deleted_at.is_not(None))
        naming = select(func.count()).where(InteractionContact.contact_id.in_(gone))
        assert session.scalar(naming) == 0
        said = session.get(Customer, 1).note
        assert all(values["note"].strip() in said for values in records)
        kept = {session.get(Customer, n).city for n in (1, 2)}
        assert {values["city"] for values in records} - {""} <= kept
    with database.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    with database.read() as session:
        assert content(session, DERIVED) == rows
