from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.kinds import Renews, Status
from app.services.contracts import terms as rules
from app.services.contracts.terms import Terms, next_decision

TODAY = date(2026, 5, 4)
AUTO = Terms(date(2025, 1, 1), 12, date(2025, 12, 31), Renews.AUTOMATIC, notice_days=30)
FIXED = Terms(date(2026, 1, 1), 12, date(2026, 12, 31), Renews.EXPIRES)
OPEN = Terms(date(2025, 1, 1), 0, None, Renews.OPEN)


def due(terms, decided=(), open_due=None, today=TODAY):
    found = next_decision(terms, decided, open_due, today)
    return found and found.due_on


def test_an_automatic_contract_rolls_on_when_its_end_passed_undecided():
    found = next_decision(AUTO, (), None, TODAY)
    assert found.due_on == date(2026, 12, 31)
    assert found.notice_by == found.decide_by == date(2026, 12, 1)
    assert not found.monthly


def test_a_day_in_the_past_sees_the_term_that_ran_then():
    later = Terms(date(2020, 4, 1), 12, date(2027, 3, 31), Renews.AUTOMATIC, 60)
    assert due(later, today=date(2022, 6, 1)) == date(2023, 3, 31)
    assert due(later, today=date(2019, 6, 1)) == date(2021, 3, 31)


def test_a_decided_end_makes_way_for_the_next():
    assert due(AUTO, [date(2026, 12, 31)]) == date(2027, 12, 31)
    assert due(AUTO, [date(2026, 12, 1)]) == date(2027, 12, 31)


def test_an_expired_contract_stays_due_for_ninety_days():
    assert due(FIXED, today=date(2027, 3, 31)) == date(2026, 12, 31)
    assert due(FIXED, today=date(2027, 4, 1)) is None


def test_an_expiring_contract_renewed_without_a_successor_goes_on():
    assert due(FIXED, [date(2026, 12, 31)]) == date(2027, 12, 31)
    assert rules.continued(FIXED, [date(2026, 12, 31)]).ends == date(2027, 12, 31)
    assert rules.continued(FIXED, []) == FIXED


def test_the_last_day_to_say_no_of_what_expires_is_its_end():
    found = next_decision(Terms(None, 12, date(2026, 9, 30), Renews.EXPIRES, 90), (), None, TODAY)
    assert found.notice_by == found.decide_by == date(2026, 9, 30)


def test_an_open_ended_contract_is_decided_at_its_review():
    reviewed = Terms(date(2025, 1, 1), 0, renews=Renews.OPEN, review_on=date(2026, 7, 1))
    assert due(reviewed) == date(2026, 7, 1)
    after = next_decision(reviewed, [date(2026, 7, 1)], None, TODAY)
    assert after.monthly


@pytest.mark.parametrize("terms", [OPEN, Terms(date(2025, 1, 31), 1), Terms(term_months=1)])
def test_month_to_month_is_judged_ninety_days_ahead(terms):
    found = next_decision(terms, (), None, TODAY)
    assert found.monthly
    assert found.due_on == found.decide_by == date(2026, 8, 2)


def test_a_noted_renewal_says_when_it_is_due():
    assert due(AUTO, open_due=date(2026, 6, 15)) == date(2026, 6, 15)
    assert due(AUTO, open_due=date(2025, 6, 15)) == date(2026, 12, 31)


def test_a_cancelled_contract_is_not_decided_again():
    gone = Terms(date(2025, 1, 1), 12, renews=Renews.AUTOMATIC, cancelled_on=date(2026, 3, 1))
    assert due(gone) is None
    assert due(gone, today=date(2026, 2, 1)) == date(2026, 12, 31)


def test_nothing_is_known_of_a_contract_without_dates():
    assert due(Terms()) is None
    assert due(Terms(ends=date(2026, 8, 31))) == date(2026, 8, 31)
    assert due(Terms(ends=date(9999, 12, 31), term_months=0)) == TODAY + timedelta(days=90)


def test_terms_from_the_last_of_a_month_come_back_to_it():
    assert rules.add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert rules.first_end(date(2026, 1, 31), 1) == date(2026, 2, 27)
    half = Terms(date(2024, 8, 31), 6, None, Renews.AUTOMATIC)
    assert due(half, today=date(2026, 2, 1)) == date(2026, 2, 27)
    assert due(half, today=date(2026, 3, 1)) == date(2026, 8, 30)


def test_status_follows_the_contracts():
    coming = Terms(date(2026, 9, 1), 12)
    leaving = Terms(date(2026, 1, 1), 12, date(2026, 12, 31), cancelled_on=date(2026, 4, 1))
    gone = Terms(date(2024, 1, 1), 12, date(2024, 12, 31), cancelled_on=date(2024, 6, 1))
    cases = {
        Status.PROSPECT: [],
        Status.COMING: [coming, gone],
        Status.CUSTOMER: [AUTO, leaving],
        Status.LEAVING: [leaving, coming],
        Status.LOST: [gone],
    }
    assert {wanted: rules.status(held, TODAY) for wanted, held in cases.items()} == {
        wanted: wanted for wanted in cases
    }


def test_an_end_nobody_decided_on_leaves_the_customer_one_for_a_while():
    assert rules.status([FIXED], date(2027, 3, 31)) is Status.CUSTOMER
    assert rules.status([FIXED], date(2027, 4, 1)) is Status.LOST


def test_only_running_contracts_are_worth_anything():
    held = [(AUTO, 1000, "EUR"), (OPEN, 50, "CHF"), (Terms(date(2027, 1, 1), 12), 7, "EUR")]
    assert rules.yearly_value([*held, (OPEN, None, "EUR")], TODAY) == {"EUR": 1000, "CHF": 50}


days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
lengths = st.sampled_from([2, 3, 6, 12, 24, 36, 60])


@st.composite
def held_terms(draw):
    starts = draw(st.none() | days)
    ends = draw(st.none() | days)
    if starts and ends and ends < starts:
        starts, ends = ends, starts
    return Terms(
        starts,
        draw(st.none() | st.sampled_from([0, 1]) | lengths),
        ends,
        draw(st.none() | st.sampled_from(Renews)),
        draw(st.none() | st.integers(0, 400)),
        draw(st.none() | days),
        draw(st.none() | days),
    )


@given(held_terms(), st.lists(days, max_size=6), st.none() | days, days)
def test_what_is_due_is_never_long_past_and_never_after_notice(terms, decided, open_due, today):
    found = next_decision(terms, decided, open_due, today)
    if found is not None:
        assert found.due_on >= today - timedelta(days=rules.OVERDUE_DAYS)
        assert found.notice_by <= found.due_on
    assert rules.status([terms], today) in Status


@given(days, lengths, st.integers(0, 8), days)
def test_ends_lie_whole_terms_apart_from_the_first(starts, length, terms_on_paper, today):
    ends = rules.first_end(starts, length * (terms_on_paper + 1))
    found = due(Terms(starts, length, ends, Renews.AUTOMATIC), today=today)
    first = rules.first_end(starts, length)
    assert found >= min(first, max(today, first))
    possible = {rules.first_end(starts, length * n) for n in range(1, 600)}
    assert found in possible
    assert not any(today <= end < found for end in possible)


@given(days, lengths, st.sampled_from([Renews.AUTOMATIC, Renews.EXPIRES]), days)
def test_deciding_what_is_due_moves_on_by_one_term(starts, length, renews, today):
    terms = Terms(starts, length, rules.first_end(starts, length), renews)
    now = due(terms, today=today)
    if now is not None:
        later = due(terms, [now], today=today)
        months = (later.year - now.year) * 12 + later.month - now.month
        assert later > now
        assert abs(months - length) <= 1


@given(days, st.integers(-2000, 2000))
def test_months_never_skip_and_never_leave_the_month(day, months):
    moved = rules.add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day


@pytest.mark.parametrize("edge", [date.min, date.max, date(9998, 12, 31)])
def test_the_ends_of_the_calendar_do_not_break_anything(edge):
    for terms in (
        Terms(edge, 12, None, Renews.AUTOMATIC, 40_000),
        Terms(None, 12, edge, Renews.AUTOMATIC),
        Terms(None, 12, edge, Renews.EXPIRES),
    ):
        next_decision(terms, [edge], None, TODAY)
        rules.status([terms], TODAY)
        rules.continued(terms, [edge])
