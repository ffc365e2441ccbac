import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.services.errors import Unavailable
from app.ui.charts.canvas import Chart, Stop
from app.ui.charts.labels import Spot, without_overlap
from app.ui.tokens import DARK, LIGHT


class Dots(Chart):
    grounds: list[str]

    def compose(self, figure, look):
        axes = figure.add_subplot()
        axes.scatter([1, 2, 3], [3, 1, 2], color=look.accent)
        self.ground = look.surface

    def stops(self):
        return [Stop("a", 1, 3, "first"), Stop("b", 2, 1, "second"), Stop("c", 3, 2, "third")]

    def in_words(self):
        return "three dots"


@pytest.fixture
def chart(qtbot):
    chart = Dots("Dots")
    qtbot.addWidget(chart)
    chart.resize(400, 240)
    chart.show()
    QGuiApplication.processEvents()
    yield chart
    chart._settle.stop()


def test_a_chart_says_what_it_shows(chart):
    assert chart.accessibleName() == "Dots"
    assert chart.accessibleDescription() == "three dots"


def test_arrow_keys_walk_the_stops_and_enter_picks(chart):
    picked = []
    chart.picked.connect(picked.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return):
        QTest.keyClick(chart, key)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert picked == ["a", "c"]


def test_the_pointer_finds_the_stop_beneath_it(chart):
    x, y = chart.figure.axes[0].transData.transform((2, 1))
    assert chart._stops[chart._nearest(x + 5, y)].id == "b"
    assert chart._nearest(x + 60, y + 60) is None


def test_hovering_does_not_draw_the_chart_anew(chart):
    drawn = []
    chart.mpl_connect("draw_event", drawn.append)
    for at in (0, 1, None, 2):
        chart._point_at(at)
        QGuiApplication.processEvents()
    assert not drawn


def test_a_chart_follows_light_and_dark(chart, light):
    assert chart.ground == LIGHT.surface
    light.prefer("dark")
    assert chart.ground == DARK.surface


def test_a_chart_is_composed_only_when_seen(qtbot):
    chart = Dots("Dots")
    qtbot.addWidget(chart)
    chart.refresh()
    assert not hasattr(chart, "ground")


@pytest.mark.parametrize(
    ("ending", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")]
)
def test_a_picture_can_be_taken_along(chart, tmp_path, ending, start, light):
    light.prefer("dark")
    path = tmp_path / f"dots.{ending}"
    chart.export(path)
    assert path.read_bytes().startswith(start)
    assert chart.ground == LIGHT.surface  # on paper it is light


def test_an_unwritable_place_is_said_in_a_sentence(chart, tmp_path):
    with pytest.raises(Unavailable, match="Choose another place"):
        chart.export(tmp_path / "gone" / "dots.png")


def test_a_copy_lies_on_the_clipboard(chart):
    chart.copy_image()
    assert not QGuiApplication.clipboard().image().isNull()


def test_names_never_cover_each_other(chart):
    axes = chart.figure.axes[0]
    crowd = [Spot("a long name", 2 + n / 1000, 2) for n in range(10)]
    assert 0 < len(without_overlap(axes, crowd, 10)) < 5
    assert len(without_overlap(axes, [Spot("a", 1.2, 1.5), Spot("b", 2.5, 2.5)], 1)) == 1
