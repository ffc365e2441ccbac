"""What every chart is: drawn in the window's colours, worked by pointer and keys, taken along.

Imported on first use, never with the window: matplotlib takes longer than everything else.
"""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backend_bases import Event, MouseButton, MouseEvent
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontInfo,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from typing_extensions import override

from app.language import _
from app.services.errors import Unavailable
from app.ui import theme
from app.ui.charts.drawing import Stop
from app.ui.charts.hover import HoverLabel
from app.ui.charts.margins import Margins, fit
from app.ui.file_dialogs import plain_name
from app.ui.tokens import LIGHT, Size, Space, Tokens

NEAR = 14  # device-independent pixels within which the pointer means a point
TITLE_ROOM = 28  # device-independent pixels for the title of a picture that leaves the window
SETTLES = 80  # milliseconds after which a new size is taken as meant, and labels find new places
SHARP = 2  # how many pixels an exported picture has for one on the screen
KEYS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class Chart(FigureCanvasQTAgg):
    """Subclasses draw themselves in `compose` and name their places in `stops`.

    `compose` may be asked for any figure in any colours, for the screen and for paper alike.
    """

    picked = Signal(object)  # the id of the stop that was clicked, or on which Enter was pressed
    failed = Signal(object)  # an AppError, when the picture could not be saved

    margins = Margins()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(Figure(dpi=QGuiApplication.primaryScreen().logicalDotsPerInchX()))
        self.setParent(parent)
        self.title = title
        self._dirty = True
        self._stops: Sequence[Stop] = ()
        self._at: int | None = None
        self._composed = False
        self._label = HoverLabel(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLES)
        self._settle.timeout.connect(self.refresh)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        self.mpl_connect("motion_notify_event", self._moved)
        self.mpl_connect("figure_leave_event", self._left)
        self.mpl_connect("button_press_event", self._pressed)

    def compose(self, figure: Figure, look: Tokens) -> None:
        """Draw everything on an empty figure."""
        raise NotImplementedError

    def stops(self) -> Sequence[Stop]:
        """Return the places that say something, in the order the arrow keys walk them."""
        return ()

    def in_words(self) -> str:
        """Return what the chart shows, for those who do not see it."""
        return ""

    def figure_dpi(self) -> float:
        """Return how many device-independent pixels an inch has."""
        return self.screen().logicalDotsPerInchX()

    def refresh(self) -> None:
        """Draw anew, at once if seen, else when it is."""
        self._dirty = True
        if self.isVisible():
            self._recompose()

    def copy_image(self) -> None:
        """Put the picture on the clipboard, in light colours, for a document or a mail."""
        buffer = BytesIO()
        self._save(buffer, "png")
        QGuiApplication.clipboard().setImage(QImage.fromData(buffer.getvalue()))

    def export(self, path: Path) -> None:
        """Save the picture as PNG, SVG or PDF, as the file's name says; raises Unavailable."""
        kind = path.suffix.lower().lstrip(".")
        try:
            with path.open("wb") as file:
                self._save(file, kind if kind in ("png", "svg", "pdf") else "png")
        except OSError as error:
            sentence = _("The picture could not be saved to {path}: {why}. Choose another place.")
            raise Unavailable(sentence.format(path=path, why=error.strerror)) from error

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._dirty:
            self._recompose()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit(self.figure, self.margins, self.figure_dpi())
        if self._composed:
            self._settle.start()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.refresh()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in KEYS and self._stops:
            at = -1 if self._at is None and KEYS[key] > 0 else self._at or 0
            self._point_at((at + KEYS[key]) % len(self._stops))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at is not None:
            self.picked.emit(self._stops[self._at].id)
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self._point_at(None)
        else:
            event.ignore()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy image")).triggered.connect(self.copy_image)
        menu.addAction(_("Export…")).triggered.connect(self._ask_where)
        menu.popup(event.globalPos())

    def _recompose(self) -> None:
        self._dirty = False
        self._at = None
        look = theme.tokens()
        self.figure.clear()
        draw_on(self.figure, self, look, self.margins, self.figure_dpi())
        self._stops = self.stops()
        with mpl.rc_context(rc=style(look, QApplication.font())):
            self._label.renew(look)
        self._composed = True
        self.setAccessibleDescription(self.in_words())
        self.draw_idle()

    def _moved(self, event: Event) -> None:
        if isinstance(event, MouseEvent):
            self._point_at(self._nearest(event.x, event.y))

    def _left(self, _event: Event) -> None:
        self._point_at(None)

    def _pressed(self, event: Event) -> None:
        if isinstance(event, MouseEvent) and event.button is MouseButton.LEFT:
            self._point_at(self._nearest(event.x, event.y))
            if self._at is not None:
                self.picked.emit(self._stops[self._at].id)

    def _nearest(self, x: float, y: float) -> int | None:
        if not self._stops:
            return None
        away = np.hypot(*(self._pixels() - (x, y)).T)
        found = int(away.argmin())
        return found if away[found] <= NEAR * self.devicePixelRatioF() else None

    def _pixels(self) -> Any:
        axes = self.figure.axes
        return np.array([axes[s.axes].transData.transform((s.x, s.y)) for s in self._stops])

    def _point_at(self, at: int | None) -> None:
        if at == self._at:
            return
        self._at = at
        if at is None:
            self._label.hide()
            self.unsetCursor()
            return
        stop = self._stops[at]
        x, y = self.figure.axes[stop.axes].transData.transform((stop.x, stop.y))
        self._label.show(float(x), float(y), stop.text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _save(self, target: Any, kind: str) -> None:
        """Draw once more on paper: light, under its title, and with text that stays text."""
        dpi = self.figure_dpi()
        width, height = self.figure.get_size_inches()
        paper = Figure((float(width), float(height) + TITLE_ROOM / dpi), dpi)
        room = replace(self.margins, top=self.margins.top + TITLE_ROOM)
        draw_on(paper, self, LIGHT, room, dpi)
        left, top = Space.M / (width * dpi), 1 - Space.S / (height * dpi + TITLE_ROOM)
        title = paper.text(left, top, self.title, va="top", weight="bold", parse_math=False)
        title.set_fontfamily(families(QApplication.font()))
        with mpl.rc_context({"svg.fonttype": "none", "pdf.fonttype": 42}):
            paper.savefig(target, format=kind, dpi=dpi * SHARP, metadata={"Title": self.title})

    @Slot()
    def _ask_where(self) -> None:
        name = f"{plain_name(self.title)}.png"
        kinds = _("Pictures (*.png);;Drawings (*.svg);;Documents (*.pdf)")
        path, _kind = QFileDialog.getSaveFileName(self, _("Export"), name, kinds)
        if not path:
            return
        try:
            self.export(Path(path))
        except Unavailable as error:
            self.failed.emit(error)


def draw_on(figure: Figure, chart: Chart, look: Tokens, margins: Margins, dpi: float) -> None:
    """Compose a chart on a figure, in these colours and the window's own font."""
    figure.set_facecolor(look.surface)
    fit(figure, margins, dpi)
    with mpl.rc_context(rc=style(look, QApplication.font())):
        chart.compose(figure, look)


def style(look: Tokens, font: QFont) -> dict[Any, Any]:
    """Return matplotlib's settings for these colours: quiet lines, no boxes."""
    size = font.pointSizeF() * Size.CAPTION
    return {
        "font.family": families(font),
        "font.size": size,
        **dict.fromkeys((f"{axis}tick.labelsize" for axis in "xy"), size),
        **dict.fromkeys(("axes.titlesize", "axes.labelsize"), size),
        "text.color": look.text,
        "axes.facecolor": look.surface,
        "axes.edgecolor": look.border,
        "axes.labelcolor": look.muted,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": False,
        "grid.color": look.border,
        "grid.linewidth": 0.8,
        "xtick.color": look.border,
        "ytick.color": look.border,
        "xtick.labelcolor": look.muted,
        "ytick.labelcolor": look.muted,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "lines.linewidth": 1.8,
        "lines.solid_capstyle": "round",
        "text.parse_math": False,  # a name with two dollar signs is a name
    }


def families(font: QFont) -> list[str]:
    """Return the window's font, if matplotlib can draw with it, and one that has every letter."""
    own = QFontInfo(font).family()
    return [*([own] if own in fontManager.get_font_names() else []), "DejaVu Sans"]
