"""Whose day it is: one colleague's, or everybody's."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.language import _
from app.ui.mnemonics import literal


class WhoseButton(QToolButton):
    """Shows who is chosen and offers the others; not there while there is nobody to choose."""

    chosen = Signal(object)  # a colleague's id, or None for everybody

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[tuple[int, str], ...] = ()
        self.setProperty("look", "button")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        self._group = QActionGroup(self)

    def show_people(self, people: tuple[tuple[int, str], ...], you: int | None) -> None:
        """Offer these, with ``you`` chosen."""
        name = dict(people).get(you, "") if you is not None else ""
        self.setText(_("You: {name} ▾").format(name=name) if name else _("Everybody ▾"))
        self.setAccessibleName(
            _("Whose day: {name}").format(name=name) if name else _("Whose day: everybody's")
        )
        self.setVisible(bool(people))
        if people != self._people:
            self._people = people
            self._fill()
        for action in self._group.actions():
            action.setChecked(action.data() == you)

    def _fill(self) -> None:
        self.menu().clear()
        for action in self._group.actions():
            self._group.removeAction(action)
        for number, name in ((None, _("Everybody")), *self._people):
            action = self.menu().addAction(literal(name), partial(self.chosen.emit, number))
            action.setCheckable(True)
            action.setData(number)
            self._group.addAction(action)
