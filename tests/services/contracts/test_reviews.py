from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError

from app.models import Colleague, Renewal, RenewalReview
from app.models.kinds import Call, Outcome, Surprise
from app.services.book import history
from app.services.contracts import called, colleagues, renewals, reviewing, reviews, steps
from app.services.contracts.review_rows import ReviewStep
from app.services.errors import Conflict, Invalid

TODAY = date(2026, 5, 4)
DAY = timedelta(days=1)
HALF_YEAR = {"ends": date(2026, 11, 29), "starts": date(2025, 11, 30)}  # notice by 30 October


@pytest.fixture
def desk(shelf):
    """One renewal of a torn customer within 90 days; Ana carries it, Ben owns the firm."""
    return Desk(shelf)


class Desk:
    def __init__(self, shelf):
        self.shelf, self.database = shelf, shelf.database
        self.ana, self.ben = shelf.colleague("Ana"), shelf.colleague("Ben")
        self.customer = shelf.customer(owner_id=self.ana)
        self.contract = shelf.contract(self.customer)

    def row(self, today=TODAY, contract=None):
        rows = [r for r in self.queue(today) if r.contract_id == (contract or self.contract)]
        return rows[0] if rows else None

    def queue(self, today=TODAY):
        with self.database.read() as session:
            return reviews.queue(session, today)

    def past(self, today=TODAY):
        with self.database.read() as session:
            return reviews.past(session, today)

    def give(self, call=Call.SAFE, gut=2, today=TODAY, contract=None, **more):
        draft = reviewing.manager_draft(self.row(today, contract), self.ana)
        with self.database.write() as session:
            return reviewing.give(session, replace(draft, call=call, gut=gut, **more), today)

    def decide(self, call=Call.SAFE, today=TODAY, contract=None, **more):
        draft = reviewing.final_draft(self.row(today, contract), self.ben)
        with self.database.write() as session:
            return reviewing.decide(session, replace(draft, call=call, **more), today)

    def at_risk(self, **more):
        given = {"action": "Visit Marta", "action_owner_id": self.ana, "action_on": TODAY + 9 * DAY}
        return self.decide(Call.AT_RISK, **given | more)

    def undo(self):
        with self.database.write() as session:
            return history.undo(session, history.next_undo(session).change_set)


def test_a_renewal_is_reviewed_at_half_a_year_and_again_at_a_quarter(desk):
    later = desk.shelf.contract(desk.customer, "Backup", **HALF_YEAR)
    assert desk.row().horizon == 90
    assert desk.row(contract=later).horizon == 180
    assert desk.row(date(2026, 5, 2), later) is None
    desk.give(Call.WATCH, contract=later)
    nearer = desk.row(date(2026, 8, 1), later)
    assert (nearer.horizon, nearer.step, nearer.before) == (90, ReviewStep.GIVE, Call.WATCH)


def test_what_may_be_left_at_any_month_is_not_reviewed(desk):
    monthly = desk.shelf.contract(desk.customer, "Monthly", term_months=1, ends=None)
    assert desk.row(contract=monthly) is None


def test_nothing_computed_is_told_before_the_call_is_given(desk):
    desk.shelf.stands(desk.customer, 20, reasons=[["promise broken", -9.0, "broken"]])
    row = desk.row()
    assert (row.step, row.computed_call, row.computed_risk, row.reasons) == (
        ReviewStep.GIVE, None, None, (),
    )  # fmt: skip
    desk.give()
    desk.shelf.stands(desk.customer, 20, reasons=[["promise broken", -9.0, "broken"]])
    row = desk.row()
    assert row.computed_risk is not None
    assert row.reasons[0].text == "promise broken"


def test_the_order_before_the_calls_tells_nothing_of_the_risk(desk):
    torn = desk.shelf.customer("Torn")
    desk.shelf.contract(torn, ends=date(2026, 7, 20))
    desk.shelf.stands(torn, 5)
    assert [row.customer for row in desk.queue()] == ["Nordwind", "Torn"]


def test_the_computed_call_is_kept_as_it_was_at_that_moment(desk):
    desk.give()
    kept = desk.row().computed_risk
    assert kept == pytest.approx(desk.shelf.due()[0].risk, abs=1e-6)
    desk.shelf.stands(desk.customer, 5)
    assert desk.row().computed_risk == kept
    assert desk.shelf.due()[0].risk > 2 * kept


def test_a_call_is_given_once_but_a_slip_can_be_undone(desk):
    desk.give()
    with pytest.raises(Conflict, match="stays as it was"):
        desk.give(Call.AT_RISK)
    assert desk.undo() == "Safe: Managed service, Nordwind"
    assert desk.row().step is ReviewStep.GIVE
    desk.give(Call.AT_RISK, 5)
    assert (desk.row().manager_call, desk.row().gut) == (Call.AT_RISK, 5)


def test_within_ninety_days_watching_is_too_late(desk):
    with pytest.raises(Invalid, match="too late") as refused:
        desk.give(Call.WATCH)
    assert refused.value.field == "call"
    desk.give()
    with pytest.raises(Invalid, match="too late"):
        desk.decide(Call.WATCH)
    later = desk.shelf.contract(desk.customer, "Backup", **HALF_YEAR)
    desk.give(Call.WATCH, contract=later)
    desk.decide(Call.WATCH, contract=later)


@pytest.mark.parametrize(("field", "values"), [("call", {"call": None}), ("gut", {"gut": None}),
                                               ("gut", {"gut": 6})])  # fmt: skip
def test_call_and_gut_are_both_wanted(desk, field, values):
    with pytest.raises(Invalid) as refused:
        desk.give(**values)
    assert refused.value.field == field


def test_the_managers_call_comes_first(desk):
    with pytest.raises(Invalid, match="comes first"):
        desk.decide()


@pytest.mark.parametrize(
    ("field", "missing"),
    [("action", " "), ("action_owner_id", None), ("action_on", None)],
)
def test_at_risk_needs_one_action_with_an_owner_and_a_date(desk, field, missing):
    desk.give()
    with pytest.raises(Invalid) as refused:
        desk.at_risk(**{field: missing})
    assert refused.value.field == field


def test_the_database_holds_both_rules_itself(desk):
    def add(**values):
        with desk.database.write() as session:
            session.add(
                RenewalReview(
                    customer_id=desk.customer, contract_id=desk.contract, horizon=90,
                    due_on=date(2026, 6, 30), recorded_on=TODAY, **values,
                )
            )  # fmt: skip

    for values in ({"manager_call": Call.WATCH}, {"final_call": Call.AT_RISK, "action": "Visit"}):
        with pytest.raises(IntegrityError):
            add(**values)


def test_the_action_becomes_the_next_step_and_goes_with_the_call(desk):
    desk.give()
    desk.at_risk()
    (due,) = desk.shelf.due()
    assert (due.next_step, due.next_step_on, due.owner) == ("Visit Marta", TODAY + 9 * DAY, "Ana")
    desk.decide(Call.SAFE, note="They signed a letter of intent")
    assert desk.shelf.due()[0].next_step == ""
    row = desk.row()
    assert (row.final_call, row.action, row.note) == (
        Call.SAFE, "", "They signed a letter of intent",
    )  # fmt: skip
    desk.undo()
    assert desk.shelf.due()[0].next_step == "Visit Marta"
    assert desk.row().final_call is Call.AT_RISK


def test_another_plan_made_meanwhile_stays(desk):
    desk.give()
    desk.at_risk()
    with desk.database.write() as session:
        session.scalars(select(Renewal)).one().next_step = "Call their boss"
    desk.decide(Call.SAFE)
    assert desk.shelf.due()[0].next_step == "Call their boss"


def test_a_step_that_is_done_leaves_and_comes_back_on_undo(desk):
    desk.give()
    desk.at_risk()
    with desk.database.write() as session:
        steps.finish(session, desk.contract, TODAY)
    assert desk.shelf.due()[0].next_step == ""
    assert desk.row().action == "Visit Marta"
    assert desk.undo() == "Done for Nordwind: Visit Marta"
    assert desk.shelf.due()[0].next_step == "Visit Marta"


def test_disagreements_come_first_then_what_is_agreed_then_what_is_to_call(desk):
    agreed = desk.shelf.contract(desk.shelf.customer("Agreed"))
    done = desk.shelf.contract(desk.shelf.customer("Done"))
    desk.shelf.contract(desk.shelf.customer("Waiting"), ends=date(2026, 6, 5))
    desk.give(contract=agreed)
    desk.give(contract=done)
    desk.decide(contract=done)
    desk.give(Call.AT_RISK)
    assert [row.customer for row in desk.queue()] == ["Nordwind", "Agreed", "Waiting", "Done"]
    assert (desk.row().apart, desk.row(contract=agreed).apart) == (2, 0)


def test_what_was_changed_meanwhile_is_not_overwritten(desk):
    desk.give()
    seen = desk.row()
    desk.decide()
    for stale in (reviewing.final_draft(seen, None),
                  replace(reviewing.final_draft(desk.row(), None), due_on=TODAY)):  # fmt: skip
        with pytest.raises(Conflict), desk.database.write() as session:
            reviewing.decide(session, replace(stale, call=Call.SAFE), TODAY)


def test_all_calls_stand_beside_the_outcome(desk):
    desk.give(gut=4)
    desk.decide()
    desk.shelf.record(
        desk.shelf.due()[0], Outcome.LOST, reason="price", surprise=Surprise.CHANGED_AFTER
    )
    assert desk.queue() == []
    (row,) = desk.past()
    assert (row.manager_call, row.gut, row.computed_call, row.final_call, row.outcome) == (
        Call.SAFE, 4, Call.SAFE, Call.SAFE, Outcome.LOST,
    )  # fmt: skip
    assert (row.surprise, row.decided_on, row.value) == (Surprise.CHANGED_AFTER, TODAY, 1_200_000)
    with desk.database.read() as session:
        assert reviews.of_contract(session, desk.contract, TODAY) == [row]
        (line,) = renewals.due(session, TODAY, everything=True)
        assert line.surprise is Surprise.CHANGED_AFTER


def test_a_loss_is_no_surprise_once_somebody_called_it(desk):
    def at_risk():
        with desk.database.read() as session:
            return called.at_risk(session, TODAY)

    assert at_risk() == frozenset()
    desk.give(Call.AT_RISK, 5)
    assert at_risk() == {(desk.contract, date(2026, 6, 30))}
    desk.decide(Call.SAFE)
    assert at_risk() == frozenset()


def test_a_past_day_knows_no_later_calls(desk):
    desk.give()
    later = TODAY + 3 * DAY
    desk.decide(today=later)
    assert desk.row(later).step is ReviewStep.DONE
    assert desk.row(TODAY).step is ReviewStep.DECIDE
    assert desk.row(TODAY - DAY).computed_call is None


def test_who_is_to_act_can_leave_and_be_deleted(desk):
    desk.give()
    desk.at_risk()
    with desk.database.write() as session:
        colleagues.delete(session, [desk.ana])
    assert desk.row().action_owner == "Ana"
    desk.undo()
    with desk.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Colleague)) == 2


def test_taking_back_a_colleague_who_is_to_act_is_refused_in_a_sentence(desk):
    with desk.database.read() as session:
        made = session.scalars(
            select(history.Change.change_set_id).where(
                history.Change.table_name == "colleagues", history.Change.row_key == f"[{desk.ana}]"
            )
        ).one()
    desk.give()
    desk.at_risk()
    with pytest.raises(Conflict, match="changed again since"), desk.database.write() as session:
        history.undo(session, made)
    assert desk.row().action_owner == "Ana"


def test_the_number_of_queries_does_not_grow_with_the_list(desk):
    seen = []
    event.listen(desk.database.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
    desk.queue()
    few = len(seen)
    seen.clear()
    for n in range(4):
        contract = desk.shelf.contract(desk.shelf.customer(f"C{n}"))
        desk.give(contract=contract)
    seen.clear()
    desk.queue()
    assert len(seen) == few
