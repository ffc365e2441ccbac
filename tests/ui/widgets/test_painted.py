from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.ui.table import Table
from app.ui.table_model import Column
from app.ui.tokens import LIGHT
from app.ui.widgets.band_bar import BandBar, BandBarDelegate, BandValue
from app.ui.widgets.count_badge import CountBadge, badge_text
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.section_title import SectionTitle
from app.ui.widgets.spark import SparkDelegate, SparkLine, paint_spark

WIDTH, HEIGHT = 120, 40


def painted(line):
    """Return the rows of pixels that the line's own colour reaches, left and right half."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_spark(painter, QRect(0, 0, WIDTH, HEIGHT), line)
    painter.end()
    accent = QColor(LIGHT.accent)
    spots = [
        (x, y)
        for x in range(WIDTH)
        for y in range(HEIGHT)
        if abs(image.pixelColor(x, y).red() - accent.red()) < 40
    ]
    left = [y for x, y in spots if x < WIDTH / 2]
    right = [y for x, y in spots if x >= WIDTH / 2]
    return left, right


def middle(ys):
    return sum(ys) / len(ys)


def test_a_rising_line_rises():
    left, right = painted(SparkLine((20, 30, 40, 50, 60, 70)))
    assert middle(right) < middle(left) - 5


def test_a_quiet_year_looks_quiet():
    left, right = painted(SparkLine((50, 51, 50, 52, 51, 52)))
    assert max(left + right) - min(left + right) < HEIGHT / 3


def test_what_is_not_known_is_left_out():
    left, right = painted(SparkLine((None, None, None, None, 50, 60)))
    assert left == []
    assert right


@pytest.mark.parametrize("levels", [(), (None,), (50,), (0, 100), (100, 100)])
def test_odd_lines_are_painted_too(levels):
    painted(SparkLine(levels, (5,) * len(levels)))


def test_small_pictures_have_words(qtbot):
    bar = BandBar()
    qtbot.addWidget(bar)
    bar.show_value(BandValue(54, 41, 67, "fair"), "54, between 41 and 67: fair")
    assert bar.accessibleName() == "54, between 41 and 67: fair"
    assert bar.sizeHint().width() > 100


@dataclass(frozen=True)
class Row:
    id: int
    band: BandValue | None
    spark: SparkLine | None


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_tables_paint_bands_and_lines(qtbot, direction):
    table = Table(
        "standings",
        "Standings",
        [
            Column("band", "Standing", lambda row: "54", paint=lambda row: row.band, width=200),
            Column("spark", "Year", lambda row: "rising", paint=lambda row: row.spark),
        ],
    )
    qtbot.addWidget(table)
    table.setLayoutDirection(direction)
    table.setItemDelegateForColumn(0, BandBarDelegate(table))
    table.setItemDelegateForColumn(1, SparkDelegate(table))
    rows = [Row(1, BandValue(54, 41, 67, "fair"), SparkLine((1, 50, 99))), Row(2, None, None)]
    table.set_rows(rows)
    table.resize(500, 200)
    table.show()
    image = table.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert {LIGHT.band, LIGHT.accent} <= colours


def test_counts_end_somewhere(qtbot):
    assert badge_text(1000) == "999+"
    badge = CountBadge(3)
    qtbot.addWidget(badge)
    badge.set_count(0)
    assert badge.isHidden()


def test_a_long_name_is_cut_and_told_in_the_tooltip(qtbot):
    label = ElidedLabel("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(800, 20)
    assert label.toolTip() == ""


def test_an_empty_page_offers_the_first_step(qtbot):
    seen = []
    state = EmptyState(
        "renewals", "No renewals yet", "They come.", "Add one", lambda: seen.append(1)
    )
    qtbot.addWidget(state)
    state.show()
    state.setFocus()
    qtbot.keyClick(state.button, Qt.Key.Key_Space)
    assert seen == [1]


def test_a_section_tells_how_many(qtbot):
    title = SectionTitle("Promises due", QPushButton("Add"))
    qtbot.addWidget(title)
    title.set_count(2)
    title.show()
    assert title._badge.isVisible()


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_parts_flow_to_the_next_line(qtbot, direction):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setLayoutDirection(direction)
    flow = FlowLayout(widget)
    pills = [QLabel("a word of some length") for _n in range(6)]
    for pill in pills:
        flow.addWidget(pill)
    widget.resize(400, 200)
    widget.show()
    assert len({pill.y() for pill in pills}) > 1
    assert all(widget.rect().contains(pill.geometry()) for pill in pills)
    assert flow.heightForWidth(1000) < flow.heightForWidth(200)
    at_the_right = pills[0].x() > pills[1].x()
    assert at_the_right == (direction == Qt.LayoutDirection.RightToLeft)
