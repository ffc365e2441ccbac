from itertools import pairwise

import matplotlib as mpl
import pytest
from matplotlib import rcParams
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.services.customers import trajectories
from app.ui.charts import on_paper
from app.ui.charts.canvas import style
from app.ui.charts.margins import Margins
from app.ui.charts.trajectory_drawing import MARGINS, Drawing
from app.ui.insights import market_sections, voice_sections
from app.ui.tokens import DARK, contrast
from tests.nordwind import NORDWIND, TODAY, known
from tests.ui.charts.test_insight_charts import DRAWINGS, ROWS

__all__ = ["known"]

WIDTH, HEIGHT = 900, 320


@pytest.fixture
def sheet(qapp):
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return image


def draw(sheet, compose, margins=MARGINS):
    painter = QPainter(sheet)
    on_paper.draw(compose, on_paper.PAPER, margins, painter, QRectF(0, 0, WIDTH, HEIGHT))
    painter.end()


def colours(sheet):
    return {sheet.pixelColor(x, y).name() for x in range(0, WIDTH, 2) for y in range(0, HEIGHT, 2)}


def test_a_trajectory_is_drawn_and_matplotlibs_settings_stay_as_they_were(sheet, known):
    with known.read() as session:
        view = trajectories.trajectory(session, NORDWIND, TODAY)
    before = dict(rcParams)
    draw(sheet, Drawing(view, None).compose)
    assert dict(rcParams) == before
    seen = colours(sheet)
    assert {on_paper.PAPER.band, on_paper.PAPER.accent, on_paper.PAPER.bad} <= seen


def test_what_is_drawn_stands_where_it_belongs(sheet):
    def compose(figure, look):
        axes = figure.add_subplot()
        axes.set_axis_off()
        axes.set_xlim(0, 10)
        axes.set_ylim(0, 10)
        axes.fill_between([0, 5], [5, 5], [10, 10], color="#ff0000", linewidth=0)

    draw(sheet, compose, Margins(0, 0, 0, 0))
    assert sheet.pixelColor(WIDTH // 4, HEIGHT // 4).name() == "#ff0000"  # above, at the left
    for x, y in ((3, 1), (1, 3), (3, 3)):
        assert sheet.pixelColor(x * WIDTH // 4, y * HEIGHT // 4).name() == "#ffffff"


def test_a_text_is_no_formula(sheet):
    def compose(figure, look):
        axes = figure.add_subplot()
        axes.set_axis_off()
        axes.text(0.5, 0.5, r"$\frac{1}{0}$ and $ $\bad{", color="#000000")

    draw(sheet, compose)
    assert len(colours(sheet)) > 1


def test_light_and_dark_tell_good_from_bad_without_colour():
    def lightness(colour):
        return QColor(colour).lightness()

    assert lightness(on_paper.PAPER.good) > lightness(on_paper.PAPER.bad) + 30


@pytest.mark.parametrize("name", DRAWINGS)
def test_what_the_window_draws_meanwhile_in_the_dark_is_not_seen_on_paper(sheet, qapp, name):
    drawing = DRAWINGS[name](ROWS[name])
    draw(sheet, drawing.compose, drawing.margins)
    alone = sheet.copy()
    sheet.fill(QColor("white"))
    with mpl.rc_context(rc=style(DARK, qapp.font())):
        draw(sheet, drawing.compose, drawing.margins)
    assert sheet == alone
    assert len(colours(sheet)) > 3


@pytest.mark.parametrize(
    "inks", [market_sections.INKS, voice_sections.INKS, ("good", "accent", "warn", "bad")]
)
def test_parts_of_a_bar_are_told_apart_in_black_and_white(inks):
    greys = sorted(contrast(on_paper.PAPER.fill(ink), "#ffffff") for ink in inks)
    assert all(darker / lighter > 1.25 for lighter, darker in pairwise(greys))
    assert greys[0] > 1.2  # the lightest is seen on the paper


@pytest.mark.parametrize(("side", "x"), [("right", -0.02), ("left", 1.02)])
def test_no_letter_leaves_the_picture(sheet, side, x):
    def compose(figure, look):
        axes = figure.add_subplot()
        axes.set_axis_off()
        axes.text(x, 0.5, "W" * 200, ha=side, color="#ff0000", transform=axes.transAxes)

    painter = QPainter(sheet)
    inner = QRectF(200, 0, WIDTH - 400, HEIGHT)
    on_paper.draw(compose, on_paper.PAPER, Margins(120, 120, 20, 20), painter, inner)
    painter.end()
    for part, empty in ((sheet.copy(0, 0, 199, HEIGHT), True),
                        (sheet.copy(WIDTH - 199, 0, 199, HEIGHT), True),
                        (sheet.copy(200, 0, WIDTH - 400, HEIGHT), False)):  # fmt: skip
        blank = QImage(part.size(), part.format())
        blank.fill(QColor("white"))
        assert (part == blank) is empty
