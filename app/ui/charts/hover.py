"""The label under the pointer: drawn over a copy of the chart, so that the chart stays as it is.

Drawing the whole chart anew for each move of the pointer would take ninety times as long.
"""

from typing import TYPE_CHECKING, Any

from matplotlib.backend_bases import Event
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from app.ui.tokens import Tokens

if TYPE_CHECKING:
    from app.ui.charts.canvas import Chart

AWAY, EDGE, PAD = 12, 6, 8  # device-independent pixels to the point, the edge, the words


class HoverLabel:
    """A ring around a point and a few words beside it."""

    def __init__(self, chart: "Chart") -> None:
        self._chart = chart
        self._ground: Any = None
        self._text: Text | None = None
        self._ring: Line2D | None = None
        self._shown = False
        chart.mpl_connect("draw_event", self._drawn)
        chart.mpl_connect("resize_event", self._forget)

    def renew(self, look: Tokens) -> None:
        """Make label and ring for a figure that was cleared, in the colours of the moment."""
        figure = self._chart.figure
        self._shown = False
        self._text = figure.text(
            0,
            0,
            "",
            transform=IdentityTransform(),
            animated=True,
            color=look.text,
            linespacing=1.4,
            parse_math=False,
            bbox={"boxstyle": "round,pad=0.5", "fc": look.raised, "ec": look.outline, "lw": 0.8},
            zorder=100,
        )
        self._ring = Line2D(
            [], [], marker="o", markersize=12, mfc="none", mec=look.text, mew=1.6, animated=True
        )
        self._ring.set_transform(IdentityTransform())
        figure.add_artist(self._ring)

    def show(self, x: float, y: float, words: str) -> None:
        """Say these words about the point at these pixels of the figure."""
        if self._text is None or self._ring is None:
            return
        self._ring.set_data([x], [y])
        self._text.set_text(words)
        self._place(self._text, x, y)
        self._shown = True
        self._blit()

    def hide(self) -> None:
        """Show the chart alone."""
        self._shown = False
        self._blit()

    def _place(self, text: Text, x: float, y: float) -> None:
        """Put the label above and right of the point, or where there is room for it."""
        ratio = self._chart.devicePixelRatioF()
        away, edge = AWAY * ratio, EDGE * ratio
        width, height = self._chart.figure.bbox.width, self._chart.figure.bbox.height
        text.set_position((0, 0))
        box = text.get_window_extent(self._chart.get_renderer())
        pad = PAD * ratio
        left = x + away if x + away + box.width + pad < width else x - away - box.width - pad
        bottom = y + away if y + away + box.height + pad < height else y - away - box.height - pad
        text.set_position((max(left, edge + pad), max(bottom, edge + pad)))

    def _blit(self) -> None:
        figure = self._chart.figure
        if self._ground is None:
            self._chart.draw_idle()
            return
        self._chart.restore_region(self._ground)
        if self._shown and self._text is not None and self._ring is not None:
            figure.draw_artist(self._ring)
            figure.draw_artist(self._text)
        self._chart.blit(figure.bbox)

    def _drawn(self, _event: Event) -> None:
        self._ground = self._chart.copy_from_bbox(self._chart.figure.bbox)
        if self._shown:
            self._blit()

    def _forget(self, _event: Event) -> None:
        self._ground = None
