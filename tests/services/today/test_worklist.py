from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from app.models import (
    AdvocacyAct,
    Colleague,
    Contact,
    Contract,
    Customer,
    Feedback,
    Promise,
    Renewal,
    RenewalReview,
    Response,
    Snooze,
    Standing,
)
from app.models.kinds import (
    AdvocacyKind,
    Call,
    FeedbackKind,
    PromiseDirection,
    Renews,
    Stage,
    Status,
    TrendDirection,
)
from app.services.book import history
from app.services.contracts import steps
from app.services.errors import Invalid
from app.services.today import worklist
from app.services.today.rows import Section, Step, Worklist

TODAY = date(2026, 5, 4)
DAY = timedelta(days=1)


@pytest.fixture
def firm(database):
    """Ana owns Nordwind, where Marta works; Ben owns Hafen."""
    with database.write() as session:
        ana, ben = Colleague(name="Ana"), Colleague(name="Ben")
        session.add_all([ana, ben])
        session.flush()
        nordwind = Customer(name="Nordwind", owner_id=ana.id, recorded_on=TODAY)
        hafen = Customer(name="Hafen", owner_id=ben.id, recorded_on=TODAY)
        session.add_all([nordwind, hafen])
        session.flush()
        session.add(Contact(customer_id=nordwind.id, name="Marta", recorded_on=TODAY))
    return database


def add(database, *records):
    with database.write() as session:
        for record in records:
            record.recorded_on = TODAY
            session.add(record)
            session.flush()


def standing(database, customer_id=1, **values):
    given = {"stale": False, "day": TODAY, "status": Status.CUSTOMER}
    with database.write() as session:
        row = session.get(Standing, customer_id)
        for name, value in (given | values).items():
            setattr(row, name, value)


def lines(database, section, colleague=None, today=TODAY):
    with database.read() as session:
        found = worklist.worklist(session, today, colleague)
    rows = [row for row in found.rows if row.section is section]
    assert found.counts[section.value] >= len(rows)
    return rows


def promise(**more):
    given = {"customer_id": 1, "text": "Send the quote", "made_on": TODAY - 30 * DAY}
    return Promise(**given | {"due_on": TODAY} | more)


def heard(**more):
    given = {"customer_id": 1, "text": "Third time", "occurred_on": TODAY - 3 * DAY}
    return Feedback(**given | {"kind": FeedbackKind.COMPLAINT} | more)


def answer(score, **more):
    given = {"customer_id": 1, "question": "csat", "score": score, "low": 1, "high": 5}
    return Response(**given | {"occurred_on": TODAY - DAY} | more)


# ---- promises


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "2 days late"),
        (-1, "1 day late"),
        (0, "due today"),
        (1, "due tomorrow"),
        (3, "due in 3 days"),
    ],
)
def test_a_promise_says_when_it_is_due(firm, days, words):
    add(firm, promise(due_on=TODAY + days * DAY))
    assert [row.reason for row in lines(firm, Section.PROMISES)] == [words]


def test_a_promise_names_who_made_it_only_where_everybodys_are_shown(firm):
    add(firm, promise(colleague_id=1))
    assert lines(firm, Section.PROMISES)[0].reason == "due today, by Ana"
    assert lines(firm, Section.PROMISES, colleague=1)[0].reason == "due today"


@pytest.mark.parametrize(
    "more",
    [
        {"due_on": TODAY + 4 * DAY},
        {"due_on": None},
        {"done_on": TODAY},
        {"broken_on": TODAY},
        {"direction": PromiseDirection.THEIRS},
    ],
    ids=["far ahead", "without a day", "kept", "broken", "theirs"],
)
def test_a_promise_that_asks_nothing_of_us_today_is_not_listed(firm, more):
    add(firm, promise(**more))
    assert lines(firm, Section.PROMISES) == []


def test_the_longest_overdue_promise_comes_first(firm):
    add(firm, promise(text="Later"), promise(text="Earlier", due_on=TODAY - 9 * DAY))
    assert [row.text for row in lines(firm, Section.PROMISES)] == ["Earlier", "Later"]


def test_a_promise_is_its_makers_else_the_owners(firm):
    add(firm, promise(text="Ben's", colleague_id=2), promise(text="Nobody's"))
    assert [row.text for row in lines(firm, Section.PROMISES, colleague=1)] == ["Nobody's"]
    assert [row.text for row in lines(firm, Section.PROMISES, colleague=2)] == ["Ben's"]


def test_nothing_of_a_deleted_customer_is_listed(firm):
    from app.models.base import now

    add(firm, promise(), heard(), answer(1))
    with firm.write() as session:
        session.get(Customer, 1).deleted_at = now()
    with firm.read() as session:
        assert worklist.worklist(session, TODAY).total == 0


# ---- loops


def test_a_complaint_waits_to_be_acted_on_then_told_then_confirmed(firm):
    add(firm, heard(contact_id=1))
    assert lines(firm, Section.LOOPS)[0].step is Step.ACT
    with firm.write() as session:
        feedback = session.get(Feedback, 1)
        feedback.acted_on, feedback.action = TODAY - 2 * DAY, "Second line"
    told = lines(firm, Section.LOOPS)[0]
    assert (told.step, told.text) == (Step.TOLD, "Tell Marta what changed")
    assert told.reason == "“Third time”: Second line"
    with firm.write() as session:
        session.get(Feedback, 1).told_on = TODAY
    assert lines(firm, Section.LOOPS) == []
    asked = lines(firm, Section.LOOPS, today=TODAY + 7 * DAY)[0]
    assert (asked.step, asked.text) == (Step.CONFIRMED, "Ask Marta whether it is solved")


def test_a_wish_is_listed_only_once_we_act_on_it(firm):
    add(firm, heard(kind=FeedbackKind.WISH))
    assert lines(firm, Section.LOOPS) == []
    with firm.write() as session:
        session.get(Feedback, 1).acted_on = TODAY
    assert [row.step for row in lines(firm, Section.LOOPS)] == [Step.TOLD]


@pytest.mark.parametrize("kind", [FeedbackKind.PRAISE, FeedbackKind.MENTION, FeedbackKind.REMARK])
def test_what_needs_no_step_of_ours_is_not_listed(firm, kind):
    add(firm, heard(kind=kind))
    assert lines(firm, Section.LOOPS) == []


# ---- renewals


def contract(**more):
    given = {
        "customer_id": 1, "title": "Managed workplace", "value": 1_200_000, "currency": "EUR",
        "starts": TODAY - 335 * DAY, "term_months": 12, "renews": Renews.EXPIRES,
    }  # fmt: skip
    return Contract(**given | more)


def test_a_renewal_that_comes_near_is_to_be_started(firm):
    add(firm, contract())
    row = lines(firm, Section.RENEWALS)[0]
    assert (row.step, row.text, row.value) == (Step.OPEN, "Managed workplace", 1_200_000)
    assert lines(firm, Section.RENEWALS, colleague=2) == []


def test_a_renewal_with_a_next_step_is_started_already(firm):
    add(firm, contract())
    add(
        firm,
        Renewal(
            customer_id=1, contract_id=1, due_on=TODAY + 29 * DAY, next_step="Call", value_before=1
        ),
    )
    assert lines(firm, Section.RENEWALS) == []


def planned(firm, **more):
    add(firm, contract())
    given = {"customer_id": 1, "contract_id": 1, "due_on": TODAY + 29 * DAY}
    add(firm, Renewal(**given | {"next_step": "Call Marta", "value_before": 1} | more))


def test_a_next_step_is_to_do_when_its_day_comes_near(firm):
    planned(firm, next_step_on=TODAY + 4 * DAY)
    assert lines(firm, Section.RENEWALS) == []
    (row,) = lines(firm, Section.RENEWALS, today=TODAY + DAY)
    assert (row.text, row.step) == ("Call Marta", Step.DONE)
    assert row.reason == "due in 3 days, by Ana · Managed workplace"


def test_what_a_review_asked_for_is_to_do_at_once_and_by_whom_it_named(firm):
    planned(firm, next_step_on=TODAY + 20 * DAY)
    called(firm, final_call=Call.AT_RISK, final_on=TODAY, action="Call Marta", action_owner_id=2,
           action_on=TODAY + 20 * DAY)  # fmt: skip
    (row,) = lines(firm, Section.RENEWALS)
    assert row.reason == "due in 20 days, by Ben · Managed workplace"
    assert lines(firm, Section.RENEWALS, colleague=1) == []
    assert len(lines(firm, Section.RENEWALS, colleague=2)) == 1
    with firm.write() as session:
        steps.finish(session, row.ref, TODAY)
    (row,) = lines(firm, Section.RENEWALS)
    assert row.step is Step.OPEN


def called(firm, **more):
    given = {"customer_id": 1, "contract_id": 1, "due_on": TODAY + 29 * DAY, "horizon": 90}
    given |= {"manager_call": Call.SAFE, "gut": 2, "manager_on": TODAY}
    add(firm, RenewalReview(**given | {"computed_call": Call.SAFE, "computed_risk": 0.1} | more))


def test_a_review_waits_for_a_call_without_telling_the_computed_one(firm):
    add(firm, contract())
    (row,) = lines(firm, Section.REVIEWS)
    assert (row.text, row.step, row.ref) == ("Managed workplace", Step.REVIEW, 1)
    assert row.reason == "your call, before the computed one is shown · 29 days to say no"
    assert lines(firm, Section.REVIEWS, colleague=2) == []


def test_a_review_waits_for_the_last_word_and_then_no_more(firm):
    add(firm, contract())
    called(firm, computed_call=Call.AT_RISK)
    (row,) = lines(firm, Section.REVIEWS)
    assert row.reason == "called Safe, computed At risk: decide · 29 days to say no"
    with firm.write() as session:
        review = session.get(RenewalReview, 1)
        review.final_call, review.final_on = Call.SAFE, TODAY
    assert lines(firm, Section.REVIEWS) == []


def test_a_renewal_that_is_far_ahead_and_safe_can_wait(firm):
    add(firm, contract(starts=TODAY - 260 * DAY))
    assert lines(firm, Section.RENEWALS) == []


def test_a_month_to_month_contract_that_is_safe_is_no_work(firm):
    add(firm, contract(term_months=1, renews=Renews.AUTOMATIC))
    assert lines(firm, Section.RENEWALS) == []


# ---- quiet, answers, asking


def test_silence_beyond_its_own_rhythm_is_listed_with_that_rhythm(firm):
    standing(firm, quiet_from=TODAY, last_two_way=TODAY - 61 * DAY, usual_gap=14.2)
    row = lines(firm, Section.QUIET)[0]
    assert (row.text, row.reason) == ("61 days without a word", "usually every 14 days")
    assert row.step is Step.LOG


@pytest.mark.parametrize(
    "values",
    [
        {"quiet_from": TODAY + DAY},
        {"quiet_from": None},
        {"quiet_from": TODAY, "status": Status.PROSPECT},
    ],
    ids=["not yet", "unknown", "no customer"],
)
def test_silence_that_says_nothing_is_not_listed(firm, values):
    standing(firm, **values)
    assert lines(firm, Section.QUIET) == []


def test_a_lost_customer_may_be_quiet(firm):
    standing(firm, quiet_from=TODAY)
    with firm.write() as session:
        session.get(Customer, 1).stage = Stage.LOST
    assert lines(firm, Section.QUIET) == []


def test_the_worst_answer_comes_first_and_asks_for_a_loop(firm):
    add(firm, answer(4), answer(1, contact_id=1, comment="Again"), answer(9, low=0, high=10))
    rows = lines(firm, Section.ANSWERS)
    assert [(row.feeling, row.step) for row in rows] == [
        (-2, Step.LOOP),
        (1, Step.SEEN),
        (2, Step.SEEN),
    ]
    assert (rows[0].text, rows[0].reason) == ("Marta: “Again”", "CSAT 1 of 5")


@pytest.mark.parametrize(
    "more",
    [{"seen_on": TODAY}, {"occurred_on": TODAY - 22 * DAY}, {"occurred_on": TODAY + DAY}],
    ids=["seen", "old", "of tomorrow"],
)
def test_an_answer_that_is_not_new_is_not_listed(firm, more):
    add(firm, answer(1, **more))
    assert lines(firm, Section.ANSWERS) == []


HAPPY = {"level": 80.0, "mass": 9.0, "direction": TrendDirection.STEADY}


def test_a_high_and_steady_customer_is_worth_asking(firm):
    standing(firm, **HAPPY)
    row = lines(firm, Section.ASKING)[0]
    assert (row.step, row.reason) == (Step.ASKED, "standing 80, no complaint open")


@pytest.mark.parametrize(
    "values",
    [{"level": 64.0}, {"mass": 5.0}, {"direction": TrendDirection.FALLING}],
    ids=["not high", "hardly known", "falling"],
)
def test_others_are_left_alone(firm, values):
    standing(firm, **HAPPY | values)
    assert lines(firm, Section.ASKING) == []


def test_nobody_is_asked_while_a_complaint_is_open(firm):
    standing(firm, **HAPPY)
    add(firm, heard())
    standing(firm, **HAPPY)
    assert lines(firm, Section.ASKING) == []


def test_nobody_is_asked_twice_in_half_a_year(firm):
    standing(firm, **HAPPY)
    add(
        firm,
        AdvocacyAct(customer_id=1, occurred_on=TODAY - 90 * DAY, kind=AdvocacyKind.REFERENCE),
    )
    standing(firm, **HAPPY)
    assert lines(firm, Section.ASKING) == []


def test_having_asked_is_no_act_of_the_customer(firm):
    standing(firm, **HAPPY)
    with firm.write() as session:
        worklist.asked(session, 1, TODAY)
    assert lines(firm, Section.ASKING) == []
    assert [row.customer for row in lines(firm, Section.ASKING, today=TODAY + 180 * DAY)]
    with firm.read() as session:
        assert session.query(AdvocacyAct).count() == 0
        assert history.next_undo(session).label == "Asked Nordwind for a reference"


# ---- putting off, counting, keeping


def test_a_line_that_was_put_off_comes_back_on_its_day(firm):
    add(firm, promise(due_on=TODAY - DAY))
    with firm.write() as session:
        worklist.put_off(session, Section.PROMISES, 1, TODAY + 3 * DAY, TODAY)
    assert lines(firm, Section.PROMISES, today=TODAY + 2 * DAY) == []
    assert len(lines(firm, Section.PROMISES, today=TODAY + 3 * DAY)) == 1


def test_a_renewal_can_be_put_off_and_put_off_again(firm):
    add(firm, contract())
    for days in (1, 5):
        with firm.write() as session:
            worklist.put_off(session, Section.RENEWALS, 1, TODAY + days * DAY, TODAY)
    assert lines(firm, Section.RENEWALS, today=TODAY + 4 * DAY) == []
    with firm.read() as session:
        assert session.query(Snooze).count() == 1


def test_nothing_is_put_off_to_the_past(firm):
    with pytest.raises(Invalid), firm.write() as session:
        worklist.put_off(session, Section.PROMISES, 1, TODAY, TODAY)


def test_undo_brings_a_line_back_that_was_put_off(firm):
    add(firm, promise())
    with firm.write() as session:
        worklist.put_off(session, Section.PROMISES, 1, TODAY + DAY, TODAY)
    with firm.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    assert len(lines(firm, Section.PROMISES)) == 1


@pytest.mark.parametrize(("there", "shown"), [(4, 4), (5, 5), (6, 4), (30, 4)])
def test_the_first_lines_are_shown_the_rest_counted_and_never_a_single_one_hidden(
    firm, there, shown
):
    add(firm, *(promise(text=f"Number {n}") for n in range(there)))
    with firm.read() as session:
        found = worklist.worklist(session, TODAY)
        whole = worklist.worklist(session, TODAY, whole=[Section.PROMISES])
    assert (len(found.rows), found.counts["promises"]) == (shown, there)
    assert len(whole.rows) == there


def test_what_is_due_is_counted_apart_from_news_and_chances(firm):
    standing(firm, **HAPPY)
    add(firm, promise(), answer(5))
    standing(firm, **HAPPY)
    with firm.read() as session:
        found = worklist.worklist(session, TODAY)
    assert (found.total, found.due) == (3, 1)


def test_people_who_left_are_not_offered(firm):
    with firm.write() as session:
        session.get(Colleague, 2).left_on = TODAY
    with firm.read() as session:
        found = worklist.worklist(session, TODAY)
    assert found.people == ((1, "Ana"),)
    assert found.customers == 2


def test_a_list_survives_being_kept(firm):
    add(firm, promise(), heard(feeling=-2), answer(2), contract())
    with firm.read() as session:
        found = worklist.worklist(session, TODAY)
    assert Worklist.from_plain(found.plain()) == found
    assert replace(found, mark="other") != found


def test_a_long_text_with_line_breaks_becomes_one_short_line(firm):
    add(firm, promise(text="word \n" * 200))
    text = lines(firm, Section.PROMISES)[0].text
    assert "\n" not in text
    assert len(text) <= 90


def test_two_thousand_customers_cost_no_more_queries_than_two(firm):
    add(firm, promise(), heard(), answer(1), contract())
    before = queries_of_a_list(firm)
    with firm.write() as session:
        session.add_all(Customer(name=f"Customer {n}", recorded_on=TODAY) for n in range(2_000))
        session.flush()
        session.add_all(promise(customer_id=n, recorded_on=TODAY) for n in range(3, 2_003))
        session.add_all(contract(customer_id=n, recorded_on=TODAY) for n in range(3, 2_003))
    assert queries_of_a_list(firm) == before <= 25


def queries_of_a_list(database):
    seen = []

    def note(_connection, _cursor, statement, *_more):
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        with database.read() as session:
            worklist.worklist(session, TODAY)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return len([statement for statement in seen if statement.startswith(("SELECT", "WITH"))])
