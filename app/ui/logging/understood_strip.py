"""What was understood of a note, live: each thing a chip to change or to drop before Enter."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.ui import icons
from app.ui.logging.reading import NEW, ChipData, Reading, Tone
from app.ui.mnemonics import literal
from app.ui.tokens import Ink, Space
from app.ui.widgets.flow_layout import FlowLayout

INKS: dict[Tone, Ink] = {
    "neutral": "muted",
    "accent": "accent",
    "good": "good",
    "warn": "warn",
    "bad": "bad",
}


class UnderstoodStrip(QWidget):
    """Shows a `Reading`; Enter or a click on a chip changes it, Delete or its cross drops it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reading = Reading()
        self._shown: list[ChipData] = []
        self._chips: list[QWidget] = []
        self._flow = FlowLayout()
        self._editor = QLineEdit()
        self._editor.hide()
        self.setAccessibleName(_("Understood in the note"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._flow)
        self._column.addWidget(self._editor)
        self.hide()

    def begin(self) -> None:
        """Forget what was dropped and changed."""
        self.reading = Reading()
        self.show_chips([])

    def show_chips(self, chips: list[ChipData]) -> None:
        """Show these, unless they are shown already: the focus stays where it is."""
        if chips == self._shown:
            return
        self._shown = chips
        self._close_editor()
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = [self._made(data) for data in chips]
        for chip in self._chips:
            self._flow.addWidget(chip)
        self.setVisible(bool(chips))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def texts(self) -> list[str]:
        """Return what the chips say."""
        return [chip.text for chip in self._shown]

    def _fit(self) -> None:
        """Take the height that the chips fill; a stack of pages would not ask for it."""
        below = self._editor.sizeHint().height() + Space.S if self._editor.isVisibleTo(self) else 0
        self.setFixedHeight(self._flow.heightForWidth(self.width()) + below)

    def _made(self, data: ChipData) -> QWidget:
        chip = _Chip(data)
        chip.wanted.connect(partial(self._change, data, chip))
        chip.dropped.connect(partial(self._drop, data))
        return chip

    def _drop(self, data: ChipData) -> None:
        self.reading.drop(data.item)
        self.changed.emit()

    def _change(self, data: ChipData, chip: QWidget) -> None:
        if data.choices:
            self._offer(data, chip)
        elif data.editable is not None:
            self._close_editor()
            self._editor = _Editor(data.editable)
            self._editor.setAccessibleName(_("Change what was understood"))
            self._editor.returnPressed.connect(partial(self._edited, data))
            self._editor.left.connect(self._close_editor)
            self._column.addWidget(self._editor)
            self._editor.show()
            self._fit()
            self._editor.setFocus()
            self._editor.selectAll()

    def _edited(self, data: ChipData) -> None:
        text = self._editor.text()
        self._close_editor()
        self.reading.edit(data.item, text)
        self.changed.emit()

    def _close_editor(self) -> None:
        self._editor.hide()
        self._editor.deleteLater()
        self._editor = QLineEdit(self)
        self._editor.hide()
        self._fit()

    def _offer(self, data: ChipData, chip: QWidget) -> None:
        menu = QMenu(chip)
        for person in data.choices:
            name = _("Add as a new contact") if person == NEW else person.name
            menu.addAction(literal(name), partial(self._choose, data, person))
        menu.addAction(_("Nobody"), partial(self._drop, data))
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _choose(self, data: ChipData, person: object) -> None:
        self.reading.choose(data.item, person)  # pyright: ignore[reportArgumentType]
        self.changed.emit()


class _Editor(QLineEdit):
    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()


class _Chip(QFrame):
    """A word or two with a sign, and a cross."""

    wanted = Signal()
    dropped = Signal()

    def __init__(self, data: ChipData) -> None:
        super().__init__()
        self.setProperty("look", "popup")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        text = QPushButton(icons.icon(data.icon, INKS[data.tone]), literal(_shortened(data.text)))
        text.setProperty("look", "quiet")
        text.setToolTip(data.text)
        text.setAccessibleName(data.text)
        text.setAutoDefault(False)
        text.clicked.connect(self.wanted)
        cross = QPushButton(icons.icon("close"), "")
        cross.setProperty("look", "quiet")
        cross.setToolTip(_("Leave this out"))
        cross.setAccessibleName(_("Leave out: {what}").format(what=data.text))
        cross.setAutoDefault(False)
        cross.clicked.connect(self.dropped)
        row.addWidget(text)
        row.addWidget(cross)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)


def _shortened(text: str) -> str:
    return text if len(text) <= 48 else f"{text[:47]}…"
