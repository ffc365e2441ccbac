"""matplotlib on a QPainter: charts in reports are vectors, their letters the program's own.

Written for worker threads: it never touches matplotlib's settings, which all threads share and
which the charts of the window change while they draw.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from typing_extensions import override

from app.ui.charts.margins import Margins, fit
from app.ui.tokens import LIGHT, Size, Tokens

SCREEN = 96.0  # dots per inch for which the charts reckon their letters
POINTS = 7.5  # size of the letters
HATCH = 5.0  # points between the lines of a hatching

# told apart in black and white, too: what is bad is dark, what is good is light
FILLS = {
    "bad": "#6d1512",
    "warn": "#a5541c",
    "muted": "#7d838c",
    "faint": "#7d838c",
    "accent": "#86a6e3",
    "good": "#9fd6bb",
    "outline": "#e2e5ea",
}
PAPER = replace(
    LIGHT,
    good="#63bd93",
    border="#c4c9d1",
    muted="#444444",
    text="#000000",
    fills=tuple(FILLS.items()),
    cuts_names=True,
)

Compose = Callable[[Figure, Tokens], None]


def draw(compose: Compose, look: Tokens, margins: Margins, painter: QPainter, area: QRectF) -> None:
    """Draw a chart in these colours onto a part of the page; ``margins`` are those of its axes."""
    dots = float(painter.device().logicalDpiX())
    inches = area.width() / dots, area.height() / dots
    figure = _Sheet(look, inches, SCREEN)
    fit(figure, margins, SCREEN)
    compose(figure, look)
    for axes in figure.axes:
        _finish(axes, look)
    figure.set_dpi(dots)
    painter.save()
    painter.translate(area.topLeft())
    figure.draw(PainterRenderer(painter, area.width(), area.height(), dots))
    painter.restore()


class _Sheet(Figure):
    """A figure that looks as paper does: matplotlib's settings may be those of the window now."""

    def __init__(self, look: Tokens, inches: tuple[float, float], dpi: float) -> None:
        super().__init__(inches, dpi)
        self._look = look
        self.patch.set_visible(False)

    @override
    def add_subplot(self, *args: Any, **named: Any) -> Any:
        axes: Axes = super().add_subplot(*args, **named)
        axes.patch.set_visible(False)
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[:].set_color(self._look.border)
        for label in (axes.xaxis.label, axes.yaxis.label, axes.title):
            label.set_fontsize(POINTS)
            label.set_color(self._look.muted)
        return axes


def _finish(axes: Axes, look: Tokens) -> None:
    """Do the same for what was drawn; ticks only where they are seen, as making them is slow."""
    for text in axes.texts:
        text.set_fontsize(POINTS)
        text.set_parse_math(False)
        if text.get_path_effects():  # with them letters would be shapes that nobody can search
            text.set_path_effects([])
            text.set_bbox({"pad": 0.6, "color": look.surface, "alpha": 0.8, "linewidth": 0})
    if not axes.axison:
        return
    for axis in (axes.xaxis, axes.yaxis):
        ink = axis.get_tick_params().get("labelcolor", look.muted)
        axis.set_tick_params(length=0, labelsize=POINTS, labelcolor=ink)


class PainterRenderer(RendererBase):
    """Paints what matplotlib asks for; ``dots`` per inch."""

    def __init__(self, painter: QPainter, width: float, height: float, dots: float) -> None:
        super().__init__()
        self._painter, self._dots = painter, dots
        self._width, self._height = width, height
        self._upside_down = Affine2D().scale(1, -1).translate(0, height)

    @override
    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Any, rgbFace: Any = None
    ) -> None:
        shape = _shape(path, transform + self._upside_down)
        painter = self._painter
        painter.save()
        self._clip(gc)
        if rgbFace is not None:
            painter.fillPath(shape, _colour(rgbFace, gc))
        if gc.get_hatch():
            self._hatch(gc, shape)
        if gc.get_linewidth() > 0:
            painter.strokePath(shape, self._pen(gc))
        painter.restore()

    @override
    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | str = False,
        mtext: Text | None = None,
    ) -> None:
        painter, font = self._painter, _font(prop)
        if not angle:
            x, s = self._within(x, s, QFontMetricsF(font, painter.device()))
        painter.save()
        self._clip(gc)
        painter.setPen(_colour(gc.get_rgb(), gc))
        painter.setFont(font)
        painter.translate(x, y)
        painter.rotate(-angle)
        painter.drawText(QPointF(0, 0), s)
        painter.restore()

    @override
    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        raise NotImplementedError("a chart on paper has no pixels")

    @override
    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | str
    ) -> tuple[float, float, float]:
        metrics = QFontMetricsF(_font(prop), self._painter.device())
        descent = metrics.descent()
        return metrics.horizontalAdvance(s), metrics.capHeight() + descent, descent

    @override
    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._width, self._height

    @override
    def points_to_pixels(self, points: Any) -> Any:
        return points * self._dots / 72

    @override
    def flipy(self) -> bool:
        return True

    def _within(self, x: float, s: str, metrics: QFontMetricsF) -> tuple[float, str]:
        """Return where a text begins and what of it has room, so that none leaves the picture."""
        left, right = x, x + metrics.horizontalAdvance(s)
        if left >= 0 and right <= self._width:
            return x, s
        left, right = max(left, 0.0), min(right, self._width)
        return left, metrics.elidedText(s, Qt.TextElideMode.ElideRight, right - left)

    def _clip(self, gc: GraphicsContextBase) -> None:
        box = gc.get_clip_rectangle()
        if box is not None:
            top = self._height - box.y1
            self._painter.setClipRect(QRectF(box.x0, top, box.width, box.height))

    def _pen(self, gc: GraphicsContextBase) -> QPen:
        pen = QPen(_colour(gc.get_rgb(), gc))
        width = self.points_to_pixels(gc.get_linewidth())
        pen.setWidthF(width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        offset, dashes = gc.get_dashes()
        if dashes is not None and width:
            lengths = np.asarray(dashes, dtype=float)
            pen.setDashPattern((self.points_to_pixels(lengths) / width).tolist())
            pen.setDashOffset(self.points_to_pixels(offset or 0) / width)
        return pen

    def _hatch(self, gc: GraphicsContextBase, shape: QPainterPath) -> None:
        """Draw slanted lines within a shape; which kind of hatching was asked for is one to us."""
        painter, box = self._painter, shape.boundingRect()
        painter.save()
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        pen = QPen(_colour(gc.get_hatch_color(), gc))
        pen.setWidthF(self.points_to_pixels(0.5))
        painter.setPen(pen)
        for left in np.arange(box.left() - box.height(), box.right(), self.points_to_pixels(HATCH)):
            bottom, top = QPointF(left, box.bottom()), QPointF(left + box.height(), box.top())
            painter.drawLine(bottom, top)
        painter.restore()


def _shape(path: Path, transform: Any) -> QPainterPath:
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.WindingFill)
    for points, code in path.iter_segments(transform, remove_nans=True, curves=True):
        match code:
            case Path.MOVETO:
                shape.moveTo(*points)
            case Path.LINETO:
                shape.lineTo(*points)
            case Path.CURVE3:
                shape.quadTo(*points)
            case Path.CURVE4:
                shape.cubicTo(*points)
            case Path.CLOSEPOLY:
                shape.closeSubpath()
    return shape


def _colour(colour: Any, gc: GraphicsContextBase) -> QColor:
    alpha = gc.get_alpha() if gc.get_forced_alpha() else colour[3] if len(colour) > 3 else 1.0
    red, green, blue = (float(part) for part in colour[:3])
    return QColor.fromRgbF(red, green, blue, float(alpha))


def _font(prop: FontProperties) -> QFont:
    font = QFont()
    font.setPointSizeF(float(prop.get_size_in_points()))
    if prop.get_weight() in ("bold", "semibold", 600, 700):
        font.setWeight(QFont.Weight(Size.STRONG))
    font.setFeature(QFont.Tag("liga"), 0)  # as in the text around it
    return font
