"""The charts of Insights: every value has its words, and nothing draws an empty chart."""

import pytest
from matplotlib.figure import Figure

from app.ui.charts.course_drawing import CourseDrawing
from app.ui.charts.drawn_chart import DrawnChart
from app.ui.charts.gaps_drawing import GapsDrawing
from app.ui.charts.ranges_drawing import RangesDrawing
from app.ui.charts.rhythm_drawing import RhythmDrawing
from app.ui.charts.right_drawing import RightDrawing
from app.ui.charts.rows import MOST_ROWS, height_of
from app.ui.charts.shapes import Against, Dot, Mark, Pair, Range, Stack, Step
from app.ui.charts.stacks_drawing import StacksDrawing
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


NAMED = {"title": "A title", "height": 200}
DRAWINGS = {
    "ranges": lambda rows: RangesDrawing(rows, str, (0, 1), 0.65, **NAMED),
    "gaps": lambda rows: GapsDrawing(rows, **NAMED),
    "stacks": lambda rows: StacksDrawing(rows, ["a", "b", "c"], ["bad", "warn", "1"], **NAMED),
    "course": lambda rows: CourseDrawing(rows, str, mark=(0.5, "signature"), **NAMED),
    "waves": lambda rows: CourseDrawing(rows, str, apart=True, ends=(-100, 100), **NAMED),
    "rhythm": lambda rows: RhythmDrawing(rows, **NAMED),
}
ROWS = {
    "ranges": RANGES, "gaps": PAIRS, "stacks": STACKS, "course": STEPS, "waves": STEPS,
    "rhythm": DOTS,
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_value_can_be_walked_to_and_told(name, look):
    drawing = DRAWINGS[name](ROWS[name])
    drawing.compose(Figure(), look)
    known = [row for row in ROWS[name] if getattr(row, "value", 0) is not None]
    assert [stop.id for stop in drawing.stops()] == [row.id for row in known]
    assert all(stop.text for stop in drawing.stops())
    assert drawing.in_words()


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_to_show_draws_an_empty_chart(name):
    drawing = DRAWINGS[name]([])
    drawing.compose(Figure(), LIGHT)
    assert drawing.stops() == []


def test_a_chart_shows_the_newest_drawing_with_its_title_room_and_places(qtbot):
    chart = DrawnChart(DRAWINGS["gaps"](PAIRS))
    qtbot.addWidget(chart)
    assert (chart.title, chart.accessibleName()) == ("A title", "A title")
    newest = RangesDrawing(RANGES, str, title="Another", height=90)
    chart.show_drawing(newest)
    assert (chart.title, chart.accessibleName()) == ("Another", "Another")
    assert chart.margins == RangesDrawing.margins != GapsDrawing.margins
    assert [stop.id for stop in chart.stops()] == ["a"]
    chart.show()
    chart._settle.stop()
    assert [label.get_text() for label in chart.figure.axes[0].get_yticklabels()] == ["Ana", "Ben"]


def test_words_of_a_range_hold_what_has_no_value():
    assert DRAWINGS["ranges"](RANGES).in_words() == "Ana: 70% of 40; Ben: 2 kept"


def test_a_chart_grows_with_its_rows_and_not_for_ever():
    heights = [height_of(rows) for rows in range(1, 3 * MOST_ROWS)]
    assert heights == sorted(heights)
    assert height_of(2) < height_of(MOST_ROWS) == max(heights)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_a_ranking_tells_what_was_lost_and_each_group_what_came(look):
    marks = [Mark("a", "Hafen", True, "place 1"), Mark("b", "Nord", False, "place 2")]
    groups = [Against("group:0", "Safest third", 0.1, 0.0, 0.0, 0.3, "expected 10%")]
    drawing = RightDrawing(marks, "1 of 2 lost", groups, **NAMED)
    drawing.compose(Figure(), look)
    assert [(stop.id, stop.axes) for stop in drawing.stops()] == [("a", 0), ("group:0", 1)]
    assert drawing.in_words() == "1 of 2 lost; Hafen: place 1; Safest third: expected 10%"
    empty = RightDrawing([], "0 of 0 lost", [], **NAMED)
    empty.compose(Figure(), look)
    assert empty.stops() == []
