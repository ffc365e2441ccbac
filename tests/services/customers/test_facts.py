from datetime import date

from sqlalchemy import event

from app.models import Customer, Pause
from app.services.customers import facts
from tests.nordwind import NORDWIND, QUIET, TODAY, ago


def test_every_kind_of_record_is_read(known):
    with known.read() as session:
        found = facts.load(session, TODAY, [NORDWIND])[0].records
    assert (len(found.talks), len(found.tickets), len(found.pledges)) == (7, 1, 1)
    assert (len(found.answers), len(found.loops)) == (1, 1)
    assert found.talks[0].people == (1,)


def test_what_was_recorded_later_was_not_known_then(known):
    with known.read() as session:
        found = facts.load(session, ago(100), [NORDWIND])[0].records
    assert len(found.talks) == 4
    assert not found.tickets
    assert not found.pledges


def test_of_a_promise_only_the_steps_taken_by_then_are_known(known):
    with known.read() as session:
        found = facts.load(session, ago(30), [NORDWIND])[0].records
    assert found.pledges[0].broken_on is None


def test_a_customer_that_was_not_known_then_is_not_there(known):
    with known.read() as session:
        assert [one.customer_id for one in facts.load(session, ago(10))] == [NORDWIND]


def test_however_many_customers_the_questions_are_as_many(known):
    def questions():
        asked = []
        with known.read() as session:
            engine = session.connection().engine
            event.listen(engine, "before_cursor_execute", listener := lambda *_: asked.append(1))
            facts.load(session, TODAY)
            event.remove(engine, "before_cursor_execute", listener)
        return len(asked)

    few = questions()
    with known.write() as session:
        session.add_all(Customer(name=f"C{n}", recorded_on=TODAY) for n in range(20))
    assert questions() == few


def test_silence_is_judged_from_the_first_interaction_in_the_book(known):
    with known.read() as session:
        assert facts.listening_from(session, TODAY) == ago(300)
        loaded = facts.load(session, TODAY, [NORDWIND])[0]
        story = facts.story(loaded, TODAY, ago(300))
    assert story.start == ago(300).toordinal()


def test_the_last_talk_and_the_oldest_fact_are_known(known):
    with known.read() as session:
        talked, quiet = facts.load(session, TODAY)
    assert talked.last_two_way == ago(12)
    assert talked.first_day == ago(300).toordinal()
    assert (quiet.last_two_way, quiet.first_day) == (None, None)


def test_agreed_quiet_is_read_as_a_pause(known):
    with known.write() as session:
        session.add(Pause(customer_id=QUIET, from_on=ago(4), until_on=ago(2)))
    with known.read() as session:
        found = facts.load(session, TODAY, [QUIET])[0]
    assert found.pauses == [(ago(4).toordinal(), ago(2).toordinal())]


def test_how_easily_a_customer_could_leave_is_as_the_owner_saw_it_then(known):
    with known.write() as session:
        session.get(Customer, QUIET).ease = 2
    with known.write() as session:
        session.get(Customer, QUIET).ease = -1
    with known.read() as session:
        (now,) = facts.load(session, date(2100, 1, 1), [QUIET])
        (then,) = facts.load(session, TODAY, [QUIET])  # the changes are of the test's real day
        (whole,) = facts.histories(session, date(2100, 1, 1), [QUIET])
    assert (now.ease, then.ease) == (-1, 0)
    assert (whole.by(date(2100, 1, 1)).ease, whole.by(TODAY).ease) == (-1, 0)
