import pytest
from matplotlib import rcParams
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.services.customers import trajectories
from app.ui.charts import on_paper
from app.ui.charts.margins import Margins
from app.ui.charts.trajectory_drawing import MARGINS, Drawing
from tests.nordwind import NORDWIND, TODAY, known

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
