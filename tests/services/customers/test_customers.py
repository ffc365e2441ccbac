import pytest
from sqlalchemy import event

from app.models import Customer
from app.services.book import changes, history
from app.services.book.changes import Changed
from app.services.book.database import Database
from app.services.contracts import contracts
from app.services.customers import contacts, customers, details, search, standings, timeline
from app.services.customers.customers import CustomerDraft
from app.services.errors import Conflict, Invalid, NotFound
from app.services.trust import promises
from tests.nordwind import NORDWIND, QUIET, ago


def test_the_list_names_everybody_in_one_question(known, today):
    asked = []
    with known.read() as session:
        connection = session.connection()
        event.listen(connection.engine, "before_cursor_execute", lambda *_: asked.append(1))
        rows = customers.overview(session)
    assert [row.name for row in rows] == ["Nordwind", "Stillwasser"]
    assert (rows[0].owner, rows[0].city, rows[0].stage) == ("Ana", "Kiel", "leverage")
    assert len(asked) == 1


def test_a_customer_needs_a_name(session, today):
    with pytest.raises(Invalid) as refused:
        customers.save(session, CustomerDraft(name="  "), today)
    assert refused.value.field == "name"


def test_a_new_stage_is_dated(known, today):
    with known.write() as session:
        draft = customers.load(session, QUIET)
        draft.stage = "bonding"
        customers.save(session, draft, today)
    with known.read() as session:
        stages = changes.of_customer(session, QUIET)
        assert [entry.table for entry in stages if entry.added] == ["stages", "customers"]
        assert customers.row(session, QUIET).stage == "bonding"


def test_an_old_form_does_not_overwrite_what_was_changed_since(known, today):
    with known.read() as session:
        old = customers.load(session, QUIET)
    with known.write() as session:
        newer = customers.load(session, QUIET)
        newer.city = "Bremen"
        customers.save(session, newer, today)
    old.city = "Kiel"
    with pytest.raises(Conflict), known.write() as session:
        customers.save(session, old, today)


def test_many_customers_get_their_owner_in_one_action(known):
    with known.write() as session:
        customers.assign(session, [NORDWIND, QUIET], None)
    with known.write() as session:
        assert {row.owner_id for row in customers.overview(session)} == {None}
        history.undo(session, history.next_undo(session).change_set)
    with known.read() as session:
        assert customers.row(session, NORDWIND).owner == "Ana"


def test_many_customers_move_to_a_stage_in_one_action_and_none_twice(known, today):
    with known.write() as session:
        details.move(session, [NORDWIND, QUIET], "leverage", today)
    with known.read() as session:
        assert customers.row(session, QUIET).stage == "leverage"
        assert next(e for e in changes.of_customer(session, NORDWIND) if e.table == "stages").at
        moved = [e for e in changes.of_customer(session, QUIET) if e.table == "stages"]
        assert len(moved) == 1


def test_what_is_deleted_can_be_seen_and_brought_back(known):
    with known.write() as session:
        customers.delete(session, [NORDWIND, QUIET])
    with known.read() as session:
        assert customers.overview(session) == []
        assert len(customers.overview(session, deleted=True)) == 2
    with known.write() as session:
        details.restore(session, [NORDWIND, QUIET])
    with known.read() as session:
        assert len(customers.overview(session)) == 2


def test_a_customer_brought_back_after_a_restart_has_everything_it_had(known, today):
    def everything(database):
        with database.write() as session:
            standings.freshen(session, today)
        with database.read() as session:
            story = timeline.page(session, NORDWIND, today)
            lists = (
                contracts.overview(session, today, NORDWIND),
                promises.ledger(session, today, NORDWIND),
                contacts.of_customer(session, NORDWIND, today),
            )
            found = [(row.kind, row.id) for row in search.search(session, "month").found]
            return customers.row(session, NORDWIND), story.rows, lists, found

    before = everything(known)
    with known.write() as session:
        customers.delete(session, [NORDWIND])
    with known.read() as session:
        assert search.search(session, "month").found == ()
        assert contracts.overview(session, today) == []
    known.close()
    again = Database(known.path)
    with again.write() as session:
        details.restore(session, [NORDWIND])
    assert everything(again) == before
    again.close()


def test_a_stage_is_not_entered_in_the_future(known, today):
    with pytest.raises(Invalid), known.write() as session:
        customers.enter_stage(session, QUIET, "bonding", ago(-1), today)


def test_who_is_not_there_is_said_so(session, today):
    with pytest.raises(NotFound):
        customers.row(session, 99)
    with pytest.raises(NotFound):
        details.detail(session, 99, today)


def test_the_head_of_a_page_counts_what_its_tabs_hold(known, today):
    with known.read() as session:
        found = details.detail(session, NORDWIND, today)
    assert found.counts["tickets"] == 1
    assert (found.counts["promises"], found.counts["contacts"]) == (1, 2)
    assert found.currency == "EUR"
    assert [name for _id, name in found.colleagues] == ["Ana"]


def test_the_history_says_what_was_changed_from_what_to_what(known, today):
    with known.write() as session:
        draft = customers.load(session, NORDWIND)
        draft.city = "Lübeck"
        customers.save(session, draft, today)
    with known.read() as session:
        newest = changes.of_customer(session, NORDWIND)[0]
    assert (newest.actor, newest.table, newest.added) == ("Ana", "customers", False)
    assert newest.changes == (Changed("city", "Kiel", "Lübeck"),)


def test_the_history_holds_the_customers_records_and_nobody_elses(known, today):
    with known.read() as session:
        tables = {entry.table for entry in changes.of_customer(session, NORDWIND)}
        others = {entry.table for entry in changes.of_customer(session, QUIET)}
    assert {"interactions", "promises", "customers"} <= tables
    assert others == {"customers"}


def test_an_owner_is_a_colleague_who_is_there(known, today):
    with known.read() as session:
        colleagues, segments = details.choices(session, today)
        offers = details.offers(session, NORDWIND, today)
        assert session.get(Customer, NORDWIND).segment in segments
    assert colleagues == [(1, "Ana")]
    assert [name for _id, name in offers.people] == ["Karl", "Marta"]
