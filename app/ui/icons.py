"""Small line icons, drawn in the ink of the moment: they follow light and dark by themselves."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from app.ui import theme
from app.ui.tokens import Ink

FOLDER = Path(__file__).parents[2] / "resources" / "icons"


def icon(name: str, ink: Ink = "muted") -> QIcon:
    """Return resources/icons/<name>.svg in the colour that ``ink`` means."""
    return QIcon(_Inked(_source(name), ink))


def app_icon() -> QIcon:
    """Return the program's own icon."""
    return QIcon(str(FOLDER / "rapport.svg"))


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _renderer(source: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


class _Inked(QIconEngine):
    """Paints a drawing in a token's colour, as it is at the moment of painting."""

    def __init__(self, source: str, ink: Ink) -> None:
        super().__init__()
        self._source = source
        self._ink: Ink = ink

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        look = theme.tokens()
        colour = look.faint if mode == QIcon.Mode.Disabled else getattr(look, self._ink)
        if state == QIcon.State.On and self._ink == "muted":
            colour = look.accent
        _renderer(self._source, colour).render(painter, QRectF(rect))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    @override
    def clone(self) -> QIconEngine:
        return _Inked(self._source, self._ink)
