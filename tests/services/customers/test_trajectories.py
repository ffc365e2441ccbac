import pytest

from app.services.customers import trajectories
from app.services.errors import NotFound
from tests.nordwind import NORDWIND, QUIET, TODAY, ago


@pytest.fixture
def view(known):
    with known.read() as session:
        return trajectories.trajectory(session, NORDWIND, TODAY)


def test_the_line_has_a_point_for_every_day_and_ends_at_the_level(view):
    assert (view.points[0].day, view.points[-1].day) == (view.start, TODAY)
    assert len(view.points) == (TODAY - view.start).days + 1
    assert view.points[-1].level == pytest.approx(view.level)


def test_what_a_level_is_made_of_adds_up_to_it(view):
    made = sum(effect.points for effect in view.effects) + view.silence
    assert view.baseline + made == pytest.approx(view.level, abs=1e-9)


def test_the_reasons_of_a_change_add_up_to_it(view):
    change = view.change
    told = sum(step.points for step in change.steps)
    assert told + change.smaller_points + change.fading + change.silence == pytest.approx(
        change.points, abs=1e-9
    )


def test_the_steps_tell_what_moved_it_most(view):
    worst = min(view.steps, key=lambda step: step.points)
    assert (worst.kind, worst.text, worst.group) == (
        "ticket",
        "priority 1 ticket past its SLA",
        "service",
    )
    broken = next(step for step in view.steps if step.text == "promise broken")
    assert (broken.day, broken.id) == (ago(20), 1)
    assert broken.points < -4


def test_stages_renewals_and_the_risk_belong_to_the_picture(view):
    assert [stage for _day, stage in view.stages] == ["purchase", "leverage"]
    assert [mark.outcome for mark in view.renewals] == [None]
    assert view.risk.contract == "Managed workplace"
    assert "1 in" in view.risk.words or "in 10" in view.risk.words
    assert view.forecast[0].day == TODAY
    assert view.forecast[-1].day <= view.risk.due_on


def test_the_forecast_grows_less_sure_with_time(view):
    first, last = view.forecast[0], view.forecast[-1]
    assert last.high - last.low > first.high - first.low


def test_why_it_fell_in_a_stretch_adds_up_too(known):
    with known.read() as session:
        change = trajectories.change_between(session, NORDWIND, ago(60), ago(10), TODAY)
        whole = trajectories.trajectory(session, NORDWIND, TODAY)
    levels = {point.day: point.level for point in whole.points}
    assert change.points == pytest.approx(levels[ago(10)] - levels[ago(60)], abs=1e-9)


def test_the_past_is_seen_as_it_was_known_then(known):
    with known.read() as session:
        then = trajectories.trajectory(session, NORDWIND, ago(100))
    assert all(effect.day <= ago(100) for effect in then.effects)
    assert then.level > 65


def test_of_whom_nothing_is_known_nothing_is_made_up(known):
    with known.read() as session:
        view = trajectories.trajectory(session, QUIET, TODAY)
    assert (view.evidence, view.steps, view.effects) == (0, (), ())
    assert view.direction == "too_early"


def test_who_was_not_known_on_a_day_has_no_trajectory_then(known):
    with known.read() as session, pytest.raises(NotFound):
        trajectories.trajectory(session, QUIET, ago(30))
