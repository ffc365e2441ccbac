from app.models import Promise
from app.models.kinds import PromiseDirection, PromiseState
from app.services.reports import ledger
from tests.nordwind import NORDWIND, TODAY, ago, fact


def promise(text, made=60, **more):
    return Promise(
        **({"made_on": ago(made), "text": text, "direction": "ours"} | more), **fact(made)
    )


def lines(session, as_of=TODAY):
    return ledger.of_customers(session, [NORDWIND], as_of).get(NORDWIND, [])


def test_what_waits_comes_first_by_its_day(known, session):
    session.add_all(
        [
            promise("kept", due_on=ago(30), done_on=ago(31)),
            promise("open", due_on=ago(-5)),
            promise("late", due_on=ago(3)),
        ]
    )
    session.flush()
    assert [(one.text, one.state) for one in lines(session)] == [
        ("late", PromiseState.LATE),
        ("open", PromiseState.OPEN),
        ("Send the quote", PromiseState.BROKEN),
        ("kept", PromiseState.KEPT),
    ]


def test_a_day_in_the_past_sees_only_the_steps_taken_by_then(known, session):
    session.add_all(
        [
            promise("moved", due_on=ago(2), moved_from=ago(30), moved_on=ago(20), done_on=ago(5)),
            promise("later", made=8),
        ]
    )
    session.flush()
    (broken, moved) = sorted(lines(session, ago(25)), key=lambda one: one.text)
    assert (broken.text, broken.state) == ("Send the quote", PromiseState.LATE)
    assert (moved.state, moved.due_on, moved.settled_on) == (PromiseState.LATE, ago(30), None)


def test_promises_due_within_a_year_are_counted_and_late_ones_too(known, session):
    session.add_all(
        [
            promise("in time", due_on=ago(30), done_on=ago(31)),
            promise("too late", due_on=ago(30), done_on=ago(20)),
            promise("waits", due_on=ago(-9)),
            promise("theirs", due_on=ago(30), direction=PromiseDirection.THEIRS),
            promise("long ago", made=900, due_on=ago(800), done_on=ago(800)),
        ]
    )
    session.flush()
    assert ledger.kept_of_due(lines(session), ago(365), TODAY) == ledger.Kept(3, 2, 1)


def test_a_text_is_found_in_promises_of_any_customer_and_signs_mean_themselves(known, session):
    session.add_all([promise("Ask 100%_Print for a date"), promise("Ask 100xxPrint")])
    session.flush()
    assert [one.text for one in ledger.naming(session, "100%_print", TODAY)] == [
        "Ask 100%_Print for a date"
    ]
