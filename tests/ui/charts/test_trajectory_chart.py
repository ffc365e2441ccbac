from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from app.services.customers import trajectories
from app.ui.charts.trajectory_chart import TrajectoryChart, told
from app.ui.charts.trajectory_drawing import ticks
from tests.nordwind import NORDWIND, QUIET, TODAY, ago, known

__all__ = ["known"]


@pytest.fixture
def view(known):
    with known.read() as session:
        return trajectories.trajectory(session, NORDWIND, TODAY)


@pytest.fixture
def chart(qtbot, view):
    made = TrajectoryChart()
    qtbot.addWidget(made)
    made.resize(800, 260)
    made.show_view(view, 365)
    with qtbot.waitExposed(made):
        made.show()
    made.draw()
    return made


def pixel(chart, day):
    return QPoint(round(chart._pixel(day.toordinal())), chart.height() // 2)


def test_the_line_ends_where_the_customer_stands(chart, view):
    axes = chart.figure.axes[0]
    line = max(axes.lines, key=lambda one: len(one.get_xdata()))
    assert line.get_ydata()[-1] == pytest.approx(view.level)
    assert line.get_xdata()[-1] == TODAY.toordinal()


def test_the_picture_reaches_to_the_next_renewal(chart, view):
    assert chart.figure.axes[0].get_xlim()[1] >= view.renewals[-1].day.toordinal()


def test_a_shorter_period_shows_less_of_the_past(chart, view):
    chart.show_view(view, 90)
    first = chart.figure.axes[0].get_xlim()[0]
    assert first == ago(90).toordinal()
    assert all(stop.x >= first for stop in chart._stops)


def test_few_words_stand_on_the_chart_for_good(chart):
    facts = [text.get_text() for text in chart.figure.axes[0].texts if text.get_text()[0] in "+−"]
    assert 0 < len(facts) <= 3


def test_a_day_tells_its_facts_and_how_much_each_moved_it(view):
    steps = [step for step in view.steps if step.day == ago(40)]
    text = told(ago(40), 52.4, steps)
    assert text.splitlines()[0].endswith("52")
    assert "priority 1 ticket past its SLA" in text
    assert "−" in text


def test_small_facts_of_a_day_are_told_together(view):
    step = view.steps[0]
    text = told(step.day, 50, [step] * 7)
    assert "smaller ones" in text


def test_a_click_goes_to_the_day(qtbot, chart):
    days = []
    chart.picked.connect(days.append)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=pixel(chart, ago(40)))
    assert abs((days[0] - ago(40)).days) <= 6


def test_a_drag_asks_why_it_moved(qtbot, chart):
    asked = []
    chart.stretch_chosen.connect(lambda first, last: asked.append((first, last)))
    start, end = pixel(chart, ago(200)), pixel(chart, ago(20))
    qtbot.mousePress(chart, Qt.MouseButton.LeftButton, pos=end)
    qtbot.mouseMove(chart, start)
    assert chart._band.isVisible()
    qtbot.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=start)
    first, last = asked[0]
    assert abs((first - ago(200)).days) <= 2
    assert abs((last - ago(20)).days) <= 2


def test_the_arrows_walk_the_days_and_with_shift_draw_up_a_stretch(qtbot, chart):
    asked = []
    chart.stretch_chosen.connect(lambda first, last: asked.append((first, last)))
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    begin = chart._stops[0].id
    for _n in range(2):
        qtbot.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert asked == [(begin, chart._stops[2].id)]


def test_who_does_not_see_it_is_told(chart, view):
    words = chart.accessibleDescription()
    assert "80 % band" in words
    assert all(step.text in words for step in view.change.steps)


def test_of_whom_nothing_is_known_it_is_grey(qtbot, known):
    with known.read() as session:
        view = trajectories.trajectory(session, QUIET, TODAY)
    chart = TrajectoryChart()
    qtbot.addWidget(chart)
    chart.show_view(view, None)
    chart.show()
    assert len(chart._stops) == 0
    assert chart.figure.axes


def test_the_picture_is_taken_along(chart, tmp_path):
    chart.export(tmp_path / "trajectory.svg")
    text = (tmp_path / "trajectory.svg").read_text("utf-8")
    assert "Standing since" in text


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2026, 1, 10), date(2026, 5, 4), ["Feb", "Mar", "Apr", "May"]),
        (date(2025, 5, 4), date(2026, 5, 4), ["Jul", "Sept", "Nov", "2026", "Mar", "May"]),
        (date(2020, 3, 1), date(2026, 5, 4), ["2021", "2022", "2023", "2024", "2025", "2026"]),
    ],
)
def test_the_time_axis_names_months_and_years_sparingly(light_locale, first, last, names):
    assert ticks(first, last)[1] == names


@pytest.fixture
def light_locale():
    from app.ui import formats

    formats.adopt("en_GB")
