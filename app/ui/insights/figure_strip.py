"""The few figures of a section, side by side: each is a button that opens what it rests on."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.services.insights.rows import Figure
from app.ui import formats
from app.ui.insights import cells
from app.ui.tokens import Space
from app.ui.widgets.elided_label import ElidedLabel

LEAST = 120  # width of a card
MOST = 4  # cards side by side


class FigureCard(QPushButton):
    """One figure: its name, the value, its range and n, and what it means."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "figure")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        value = cells.number(figure.value, figure.unit)
        between = cells.range_of(figure)
        n = _("n = {n}").format(n=formats.number(figure.n))
        basis = f"{between} · {n}" if between else n
        meaning = f"{n} · {figure.words}" if figure.words else n
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(0)
        for line, look in (
            (figure.title, "caption"),
            (value, "display"),
            (between or " ", "caption"),
            (meaning, "caption"),
        ):
            label = QLabel(line) if look == "display" else ElidedLabel(line)
            label.setProperty("look", look)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        self.setAccessibleName(f"{figure.title}: {value}, {basis}")
        self.setAccessibleDescription(figure.words)
        self.setToolTip(_("{words}\nShow what it rests on").format(words=figure.words).strip())

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(LEAST, layout.sizeHint().height() if layout is not None else 0)


class FigureStrip(QWidget):
    """Shows up to four figures."""

    wanted = Signal(str)  # the id of the figure whose facts are to be shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # a card alone could be pressed together: the style gives buttons a least height of its own
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)
        self._shown: tuple[Figure, ...] = ()
        self.cards: list[FigureCard] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these; who held the keyboard keeps it where the figure is still there."""
        shown = tuple(figures[:MOST])
        if shown == self._shown:
            return
        held = next((n for n, card in enumerate(self.cards) if card.hasFocus()), None)
        self._shown = shown
        for card in self.cards:
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [FigureCard(figure) for figure in shown]
        for card, figure in zip(self.cards, shown, strict=True):
            card.clicked.connect(lambda _checked=False, wanted=figure.id: self.wanted.emit(wanted))
            self._row.addWidget(card)
        if held is not None and held < len(self.cards):
            self.cards[held].setFocus()
