"""The charts of Insights: every value has its words, and nothing draws an empty chart."""

import pytest
from matplotlib.figure import Figure

from app.ui.charts.course_chart import CourseChart
from app.ui.charts.gaps_chart import GapsChart
from app.ui.charts.ranges_chart import RangesChart
from app.ui.charts.rhythm_chart import RhythmChart
from app.ui.charts.right_chart import RightChart
from app.ui.charts.shapes import Against, Dot, Mark, Pair, Range, Stack, Step
from app.ui.charts.stacks_chart import StacksChart
from app.ui.tokens import DARK, LIGHT

RANGES = [
    Range("a", "Ana", 0.7, 0.6, 0.8, "70% of 40"),
    Range("b", "Ben", None, None, None, "2 kept"),
]
PAIRS = [Pair("trust", "Trust", 4.2, 3.6, "+0.6", True)]
STACKS = [Stack("x", "Otherhouse", (2, 0, 1), "1 lost"), Stack("y", "Nobody", (0, 0, 0), "")]
STEPS = [
    Step("s", 0, "Nov", 20.0, 10.0, 30.0, "NPS 20"),
    Step("s", 1, "May", None, None, None, "too few"),
    Step("s", 2, "Nov", 25.0, None, None, "NPS 25"),
]
DOTS = [Dot("1", "Nordwind", 14.0, 61.0, True, "quiet"), Dot("2", "Hafen", 30.0, 1.0, False, "")]


def made(kind, *values, **named):
    chart = kind("")
    for show in ("show_rows", "show_steps", "show_dots"):
        if hasattr(chart, show):
            getattr(chart, show)("A title", *values, **named)
    return chart


CHARTS = {
    "ranges": lambda rows: made(RangesChart, rows, str, (0, 1), 0.65),
    "gaps": lambda rows: made(GapsChart, rows),
    "stacks": lambda rows: made(StacksChart, rows, ["a", "b", "c"], ["bad", "warn", "1"]),
    "course": lambda rows: made(CourseChart, rows, str, mark=(0.5, "signature")),
    "waves": lambda rows: made(CourseChart, rows, str, apart=True, ends=(-100, 100)),
    "rhythm": lambda rows: made(RhythmChart, rows),
}
ROWS = {
    "ranges": RANGES, "gaps": PAIRS, "stacks": STACKS, "course": STEPS, "waves": STEPS,
    "rhythm": DOTS,
}  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_value_can_be_walked_to_and_told(name, look, qtbot):
    chart = CHARTS[name](ROWS[name])
    qtbot.addWidget(chart)
    chart.compose(Figure(), look)
    known = [row for row in ROWS[name] if getattr(row, "value", 0) is not None]
    assert [stop.id for stop in chart.stops()] == [row.id for row in known]
    assert all(stop.text for stop in chart.stops())
    assert chart.in_words()
    assert (chart.title, chart.accessibleName()) == ("A title", "A title")


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_to_show_draws_an_empty_chart(name, qtbot):
    chart = CHARTS[name]([])
    qtbot.addWidget(chart)
    chart.compose(Figure(), LIGHT)
    assert chart.stops() == []


def test_words_of_a_range_hold_what_has_no_value(qtbot):
    chart = CHARTS["ranges"](RANGES)
    qtbot.addWidget(chart)
    assert chart.in_words() == "Ana: 70% of 40; Ben: 2 kept"


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_a_ranking_tells_what_was_lost_and_each_group_what_came(look, qtbot):
    chart = RightChart("")
    qtbot.addWidget(chart)
    marks = [Mark("a", "Hafen", True, "place 1"), Mark("b", "Nord", False, "place 2")]
    groups = [Against("group:0", "Safest third", 0.1, 0.0, 0.0, 0.3, "expected 10%")]
    chart.show_audit("A title", marks, "1 of 2 lost", groups)
    chart.compose(Figure(), look)
    assert [(stop.id, stop.axes) for stop in chart.stops()] == [("a", 0), ("group:0", 1)]
    assert chart.in_words() == "1 of 2 lost; Hafen: place 1; Safest third: expected 10%"
    chart.show_audit("A title", [], "0 of 0 lost", [])
    chart.compose(Figure(), look)
    assert chart.stops() == []
