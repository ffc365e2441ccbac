"""The chart that shows a drawing, whichever kind it is of."""

from collections.abc import Sequence

from matplotlib.figure import Figure
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui.charts.canvas import Chart, Stop
from app.ui.charts.drawing import Drawing
from app.ui.tokens import Tokens


class DrawnChart(Chart):
    """Shows the newest drawing that it was given."""

    def __init__(self, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(drawing.title, parent)
        self.show_drawing(drawing)

    def show_drawing(self, drawing: Drawing) -> None:
        """Show this."""
        self.drawing, self.margins, self.title = drawing, drawing.margins, drawing.title
        self.setAccessibleName(drawing.title)
        self.refresh()

    @override
    def compose(self, figure: Figure, look: Tokens) -> None:
        self.drawing.compose(figure, look)

    @override
    def stops(self) -> Sequence[Stop]:
        return self.drawing.stops()

    @override
    def in_words(self) -> str:
        return self.drawing.in_words()
