"""Two customers that are one: nothing is lost, nothing is there twice, and all can be undone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, func, insert, select, text

from app.models import (
    Base,
    Change,
    CharacterOverrule,
    Contact,
    Customer,
    Distinction,
    Interaction,
    InteractionContact,
    Snooze,
    StageEntry,
    Standing,
    Ticket,
)
from app.services.book import changes, history
from app.services.book.database import Database
from app.services.customers import (
    aliases,
    customers,
    details,
    duplicates,
    finding,
    interactions,
    merging,
    references,
    search,
    who,
)
from app.services.customers.interactions import LogDraft
from app.services.customers.merged_fields import KEPT, Choices
from app.services.errors import Conflict, Invalid, NotFound
from app.services.today.rows import Section
from tests.every_table import DAY, content, fill, owners, two

TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
DERIVED = {"standings", "lessons", "learnt_models", "glances", "change_sets", "changes"}


@pytest.fixture
def pair(database):
    """Two customers with a row in every table."""
    with database.write() as session:
        two(session)
        for customer in (1, 2):
            fill(session, customer)
    return database


def merge(database, kept=1, other=2, choices=KEPT):
    with database.write() as session:
        merging.merge_customers(session, kept, other, choices, TODAY)


def undo(database, redo=False):
    with database.write() as session:
        find = history.next_redo if redo else history.next_undo
        history.undo(session, find(session).change_set)


def rows(database, apart=DERIVED):
    with database.read() as session:
        return content(session, apart)


# ---- every table


@pytest.mark.parametrize("column", references.to("customers"), ids=str)
def test_no_table_still_names_the_one_that_went(pair, column):
    if str(column) not in merging.STAYS | merging.BY_ITSELF:
        with pair.read() as session:
            assert owners(session, column) == {1, 2}, "the test has a row of both"
        merge(pair)
        with pair.read() as session:
            # the cache keeps a stale mark of whoever is there
            stale = select(Standing.customer_id).where(Standing.stale, Standing.level.is_(None))
            marks = set(session.scalars(stale)) if column.table.name == "standings" else set()
            assert owners(session, column) - marks <= {1}
            assert str(column) in merging.CACHES or owners(session, column) == {1}


@pytest.mark.parametrize("column", references.to("contacts"), ids=str)
def test_a_person_known_to_both_is_one_everywhere(pair, column):
    with pair.write() as session:
        for contact in session.scalars(select(Contact)):
            contact.email = "marta@nordwind.example"
        if column.table.name == "contacts":
            session.add_all([Contact(customer_id=2, name="Karl", recorded_on=DAY, reports_to_id=2)])
    with pair.read() as session:
        before = owners(session, column)
    assert column.name == "merged_into_id" or 2 in before
    merge(pair)
    with pair.read() as session:
        assert owners(session, column) == (before - {2}) | {1}


def test_undo_and_redo_bring_back_every_row_also_in_another_process(pair):
    with pair.write() as session:
        session.execute(text("UPDATE contacts SET email = 'marta@nordwind.example'"))
        session.add(InteractionContact(interaction_id=2, contact_id=1))
    before = rows(pair)
    merge(pair, choices=Choices(frozenset({"name"})))
    merged = rows(pair)
    assert merged != before
    pair.close()
    again = Database(pair.path)
    undo(again)
    assert rows(again) == before
    undo(again, redo=True)
    gone = ("customers", "contacts")  # these say when they were deleted
    assert rows(again, {*DERIVED, *gone}) == {k: v for k, v in merged.items() if k not in gone}
    undo(again)
    assert rows(again) == before
    again.close()


def test_it_is_one_action_with_a_name_and_told_as_one_in_the_history(pair):
    merge(pair)
    with pair.read() as session:
        assert history.next_undo(session).label == "Merged Nordwind Logistics into Nordwind GmbH"
        newest = changes.recent(session, 1)[0]
        assert newest.records > 10
        told = [one for one in changes.of_customer(session, 1) if one.label == newest.label]
    assert {one.table for one in told} == {"customers", "character_overrules"}
    assert len(told) == 2
    assert ("merged_into_id", None, "Nordwind GmbH") in [
        (one.column, one.before, one.after) for entry in told for one in entry.changes
    ]


def test_after_ninety_days_it_cannot_be_undone_and_leaves_no_heap_of_moves(pair):
    merge(pair)
    with pair.write() as session:
        history.forget(session, history_age := _long_after(session))
        assert history_age
    with pair.read() as session:
        assert session.scalar(select(func.count()).where(Change.moved)) == 0
        label = changes.recent(session, 1)[0].label
    assert label == "Merged Nordwind Logistics into Nordwind GmbH"
    with pytest.raises(NotFound, match="90 days"), pair.write() as session:
        history.undo(session, 1)


def _long_after(session):
    from app.models import ChangeSet

    return session.scalar(select(func.max(ChangeSet.at))) + timedelta(days=91)


def test_what_was_given_away_since_keeps_the_merge_from_being_undone(pair):
    merge(pair)
    with pair.write() as session:
        session.add(Customer(id=3, name="Third", recorded_on=DAY))
        session.flush()
        session.get(Ticket, 2).customer_id = 3
    before = rows(pair)
    with pytest.raises(Conflict, match="changed again since"), pair.write() as session:
        history.undo(session, _merge_of(session))
    assert rows(pair) == before


def _merge_of(session):
    return session.scalar(select(Change.change_set_id).where(Change.moved).limit(1))


# ---- fields


def two_with(database, mine, theirs):
    with database.write() as session:
        two(session)
        for customer, values in ((1, mine), (2, theirs)):
            for name, value in values.items():
                setattr(session.get(Customer, customer), name, value)


def test_what_one_does_not_say_the_other_does_and_both_notes_stay(database):
    two_with(
        database,
        {"city": "Kiel", "note": "Pays late.", "phone": "1"},
        {"city": "Bremen", "note": "Ask for Marta.", "seats": 40, "ease": 0, "phone": "2"},
    )
    merge(database, choices=Choices(frozenset({"phone"})))
    with database.read() as session:
        kept, gone = session.get(Customer, 1), session.get(Customer, 2)
        assert (kept.city, kept.seats, kept.ease, kept.phone) == ("Kiel", 40, 0, "2")
        assert kept.note == "Pays late.\n\nAsk for Marta."
        assert (gone.city, gone.phone) == ("Bremen", "1"), "what did not win is not lost"
        assert gone.deleted_at is not None
        assert gone.merged_into_id == 1


def test_the_external_id_goes_to_the_one_that_has_none_and_back(database):
    two_with(database, {}, {"external_id": "C-2", "source": "psa"})
    before = rows(database)
    merge(database)
    with database.read() as session:
        assert session.get(Customer, 1).external_id == "C-2"
        assert session.get(Customer, 2).external_id is None
    undo(database)
    assert rows(database) == before
    undo(database, redo=True)
    with database.read() as session:
        assert session.get(Customer, 1).external_id == "C-2"


def test_the_history_of_stages_ends_with_the_stage_that_was_kept(database):
    two_with(database, {"stage": "leverage"}, {"stage": "bonding"})
    with database.write() as session:
        for customer, stage, day in ((1, "leverage", 400), (2, "bonding", 30)):
            entered = TODAY - timedelta(days=day)
            session.add(
                StageEntry(customer_id=customer, stage=stage, entered_on=entered, recorded_on=DAY)
            )
    merge(database)
    with database.read() as session:
        assert session.get(Customer, 1).stage == "leverage"
        entries = session.execute(
            select(StageEntry.stage, StageEntry.entered_on).order_by(StageEntry.entered_on)
        ).all()
    assert [one.stage for one in entries] == ["leverage", "bonding", "leverage"]
    assert entries[-1].entered_on == TODAY


def test_of_two_words_of_the_owner_one_stands_and_both_are_history(pair):
    merge(pair)
    with pair.read() as session:
        said = session.execute(select(CharacterOverrule.id, CharacterOverrule.withdrawn_on)).all()
    assert said == [(1, None), (2, TODAY)]


def test_a_line_put_off_for_either_stays_off_until_the_later_day(database):
    two_with(database, {}, {})
    later = TODAY + timedelta(days=9)
    quiet, asking = Section.QUIET.value, Section.ASKING.value
    with database.write() as session:
        session.add_all(
            [
                Snooze(what=quiet, ref=1, until_on=TODAY),
                Snooze(what=quiet, ref=2, until_on=later),
                Snooze(what=asking, ref=2, until_on=later),
                Snooze(what=Section.LOOPS.value, ref=2, until_on=TODAY),  # a feedback's id
            ]
        )
    before = rows(database)
    merge(database)
    with database.read() as session:
        found = set(session.execute(select(Snooze.what, Snooze.ref, Snooze.until_on)).all())
    assert found == {(quiet, 1, later), (asking, 1, later), (Section.LOOPS.value, 2, TODAY)}
    undo(database)
    assert rows(database) == before


# ---- refusals


def test_what_cannot_be_merged_is_refused_in_a_sentence(database):
    two_with(database, {}, {})
    with pytest.raises(Conflict, match="itself"):
        merge(database, 1, 1)
    with pytest.raises(NotFound):
        merge(database, 1, 99)
    with pytest.raises(Conflict, match="changed meanwhile"):
        merge(database, choices=Choices(versions=(1, 7)))
    merge(database)
    with pytest.raises(NotFound, match="Nordwind Logistics was merged into Nordwind GmbH"):
        merge(database)


def test_a_merged_customer_is_not_restored_but_the_merge_undone(database):
    two_with(database, {}, {})
    merge(database)
    refused = pytest.raises(Conflict, match="was merged into Nordwind GmbH")
    with refused, database.write() as session:
        details.restore(session, [2])
    undo(database)
    with database.read() as session:
        assert [row.name for row in customers.overview(session)] == [
            "Nordwind GmbH", "Nordwind Logistics",
        ]  # fmt: skip


def test_a_chain_of_merges_leads_to_its_end_and_is_undone_in_order(pair):
    with pair.write() as session:
        session.add(Customer(id=3, name="Nordwind Holding", recorded_on=DAY))
    before = rows(pair)
    merge(pair)
    merge(pair, 3, 1)
    with pair.read() as session:
        assert aliases.stands_for(session, 2) == 3
        assert aliases.stands_for(session, 3) is None
        assert owners(session, Ticket.customer_id) == {3}
        labels = {one.label for one in changes.of_customer(session, 3)}
    assert "Merged Nordwind Logistics into Nordwind GmbH" in labels
    undo(pair)
    undo(pair)
    assert rows(pair) == before


# ---- not the same


def test_who_is_not_the_same_as_the_one_that_went_is_not_the_same_as_the_kept_one(database):
    two_with(database, {}, {})
    with database.write() as session:
        session.add_all([Customer(id=n, name=f"N{n}", recorded_on=DAY) for n in (3, 4)])
        session.flush()
        for one, other in ((2, 3), (1, 3), (2, 4), (1, 2)):
            duplicates.tell_apart(session, one, other, TODAY)
    before = rows(database)
    merge(database)
    with database.read() as session:
        query = select(Distinction.customer_id, Distinction.other_id)
        assert set(session.execute(query).all()) == {(1, 3), (1, 4)}
    undo(database)
    assert rows(database) == before


# ---- people


def people(database, *said):
    with database.write() as session:
        two(session)
        for customer, name, email, *more in said:
            values = more[0] if more else {}
            session.add(
                Contact(customer_id=customer, name=name, email=email, recorded_on=DAY, **values)
            )


def there(database):
    with database.read() as session:
        query = select(Contact.id).where(Contact.deleted_at.is_(None)).order_by(Contact.id)
        return list(session.scalars(query))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Marta Claas", "m@n.example"), ("M. Claas", "M@N.example"), True),
        (("Marta Claas", ""), ("MARTA CLAAS", "m@n.example"), True),
        (("Marta Claas", ""), ("Marta Claas", ""), True),
        (("Marta Claas", "m@n.example"), ("Marta Claas", "x@n.example"), False),
        (("Marta Claas", ""), ("Karl", ""), False),
        (("", "m@n.example"), ("Karl", ""), False),
    ],
)
def test_the_same_address_or_the_same_name_without_another_is_the_same_person(
    database, one, other, same
):
    people(database, (1, one[0] or "?", one[1]), (2, *other))
    merge(database)
    assert there(database) == ([1] if same else [1, 2])


def test_a_name_that_two_people_have_says_nothing(database):
    people(database, (1, "Jan", "a@n.example"), (1, "Jan", "b@n.example"), (2, "Jan", ""))
    merge(database)
    assert there(database) == [1, 2, 3]


def test_erased_persons_are_nobody(database):
    erased = {"erased_on": DAY}
    people(database, (1, "Erased person", "", erased), (2, "Erased person", "", erased))
    merge(database)
    assert there(database) == [1, 2]
    with pytest.raises(Conflict, match="erased"), database.write() as session:
        merging.merge_contacts(session, 1, 2, KEPT)


def test_who_is_still_there_by_either_record_is_still_there_and_a_no_to_surveys_stays(database):
    gone, no = {"left_on": DAY}, {"may_be_asked": False}
    people(
        database,
        (1, "Marta", "", gone | {"may_be_asked": True}),
        (2, "Marta", "", no),
        (1, "Karl", ""),
        (2, "Karl", "", gone),
    )
    merge(database)
    with database.read() as session:
        marta, karl = session.get(Contact, 1), session.get(Contact, 3)
        assert (marta.left_on, marta.may_be_asked) == (None, False)
        assert karl.left_on is None


def test_nobody_reports_to_themselves_not_even_in_a_circle(database):
    people(
        database,
        (1, "Marta", ""),
        (2, "Marta", "", {"reports_to_id": None}),
        (2, "Karl", "", {"reports_to_id": 2}),
        (1, "Karl", ""),
    )
    with database.write() as session:
        session.get(Contact, 1).reports_to_id = 4
    before = rows(database)
    merge(database)
    with database.read() as session:
        assert session.get(Contact, 1).reports_to_id in (None, 4)
        chiefs = {c.id: c.reports_to_id for c in session.scalars(select(Contact))}
    for start in (1, 4):
        seen, above = set(), start
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = chiefs[above]
    undo(database)
    assert rows(database) == before


def test_two_people_of_one_customer_become_one_and_took_part_once(database):
    people(database, (1, "Marta Claas", "m@n.example"), (1, "M. Claas", "", {"phone": "7"}))
    with database.write() as session:
        for number in (1, 2):
            session.add(
                Interaction(
                    id=number, customer_id=1, occurred_on=DAY, recorded_on=DAY, kind="call",
                    two_way=True,
                )
            )  # fmt: skip
        session.flush()
        for interaction, contact in ((1, 1), (1, 2), (2, 2)):
            session.add(InteractionContact(interaction_id=interaction, contact_id=contact))
    before = rows(database)
    with database.write() as session:
        merging.merge_contacts(session, 1, 2, Choices(frozenset({"name"})))
    with database.read() as session:
        talks = session.execute(
            select(InteractionContact.interaction_id, InteractionContact.contact_id)
        )
        assert set(talks.all()) == {(1, 1), (2, 1)}
        kept = session.get(Contact, 1)
        assert (kept.name, kept.phone, kept.email) == ("M. Claas", "7", "m@n.example")
        assert history.next_undo(session).label == "Merged M. Claas into Marta Claas"
    undo(database)
    assert rows(database) == before
    undo(database, redo=True)
    assert there(database) == [1]


def test_people_of_two_customers_are_not_merged(database):
    people(database, (1, "Marta", ""), (2, "Marta", ""))
    with pytest.raises(Invalid), database.write() as session:
        merging.merge_contacts(session, 1, 2, KEPT)


# ---- at once, and fast


def test_search_and_lists_show_the_kept_one_at_once(pair):
    with pair.write() as session:
        session.get(Interaction, 2).note = "Kühlhaus"
    merge(pair)
    with pair.read() as session:
        found = search.search(session, "kühlhaus").found
        assert [(one.customer_id, one.customer) for one in found] == [(1, "Nordwind GmbH")]
        assert [row.id for row in customers.overview(session)] == [1]
        assert session.get(Standing, 1).stale


def test_twenty_thousand_facts_take_no_more_statements_than_two(pair):
    few = statements(pair, lambda: merge(pair))
    few_back = statements(pair, lambda: undo(pair))
    with pair.write() as session:
        session.execute(
            insert(Ticket),
            [
                {"customer_id": 2, "opened_on": DAY, "recorded_on": DAY, "contact_id": 2}
                for _n in range(20_000)
            ],
        )
    assert statements(pair, lambda: merge(pair)) == few
    assert statements(pair, lambda: undo(pair)) == few_back
    with pair.read() as session:
        query = select(Ticket.customer_id, func.count()).group_by(Ticket.customer_id)
        assert dict(session.execute(query).all()) == {1: 1, 2: 20_001}


def statements(database, do):
    counted = []

    def count(*_args):
        counted.append(1)

    event.listen(database.engine, "before_cursor_execute", count)
    try:
        do()
    finally:
        event.remove(database.engine, "before_cursor_execute", count)
    return len(counted)


def test_every_table_with_a_customer_is_moved_or_named_apart():
    apart = merging.STAYS | merging.CACHES | merging.BY_ITSELF
    named = {str(column) for column in references.to("customers")}
    assert apart <= named
    by_name = {
        f"{table.name}.customer_id"
        for table in Base.metadata.sorted_tables
        if "customer_id" in table.c
    }
    assert by_name <= named, "a customer_id is a foreign key, so that it is found"
    assert set(merging.moved_columns()) == named - apart


# ---- former names


def test_who_logs_for_the_one_that_went_logs_for_the_kept_one(database):
    two_with(database, {}, {"external_id": "C-2"})
    with database.write() as session:
        session.get(Customer, 1).external_id = "C-1"
    merge(database)
    ways = [{"customer_id": 2}, {"customer": "nordwind logistics"}, {"customer": "C-2"}]
    for way in [*ways, {"customer": "Nordwind Logistics", "new_customer": True}]:
        with database.write() as session:
            interactions.log(session, LogDraft(note="Spoke", **way), NOW)
    with database.read() as session:
        assert list(session.scalars(select(Interaction.customer_id))) == [1, 1, 1, 1]
        assert [row.id for row in customers.overview(session)] == [1]


def test_the_kept_one_is_offered_once_by_either_name(database):
    two_with(database, {}, {})
    merge(database)
    with database.read() as session:
        for typed in ("nord", "logistics", "nordwind gmbh"):
            found = finding.find_customers(session, typed)
            assert [(one.id, one.name) for one in found] == [(1, "Nordwind GmbH")], typed
        assert finding.find_customers(session, "logist")[0].hint == "Nordwind Logistics"
        assert duplicates.looks_like(session, "Nordwind Logistics AG") == (1, "Nordwind GmbH")


def test_a_name_that_somebody_else_has_now_means_them(database):
    two_with(database, {}, {})
    merge(database)
    with database.write() as session:
        session.add(Customer(id=3, name="Nordwind Logistics", recorded_on=DAY))
    with database.read() as session:
        assert who.customer(session, None, "Nordwind Logistics", TODAY).id == 3
