"""What can be done with several customers at once; seen while more than one is selected."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from app.language import _, ngettext
from app.ui import formats, icons
from app.ui.customer import words
from app.ui.mnemonics import literal
from app.ui.tokens import Space

PAIR = 2  # customers, of which one can be made


class SelectionBar(QFrame):
    """Owner, stage and deletion for all that are selected; two of them can be merged."""

    owner_chosen = Signal(object)  # a colleague's id, or None
    stage_chosen = Signal(str)
    merge_wanted = Signal()
    delete_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._colleagues: Sequence[tuple[int, str]] = ()
        self._count = QLabel()
        self._count.setProperty("look", "strong")
        self._owner = _button(_("Owner ▾"), "person")
        self._owner.clicked.connect(lambda: self._drop(self._owner, self.owner_menu(self)))
        self._stage = _button(_("Stage ▾"), "trajectory")
        self._stage.clicked.connect(lambda: self._drop(self._stage, self.stage_menu(self)))
        self.merge = _button(_("Merge…"), "link")
        self.merge.clicked.connect(self.merge_wanted)
        self._delete = _button(_("Delete"), "trash")
        self._delete.clicked.connect(self.delete_wanted)
        self._restore = _button(_("Restore"), "undo")
        self._restore.clicked.connect(self.restore_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
        row.addWidget(self._count)
        row.addStretch(1)
        for button in (self._owner, self._stage, self.merge, self._delete, self._restore):
            row.addWidget(button)
        self.show_selected(0)

    def set_colleagues(self, colleagues: Sequence[tuple[int, str]]) -> None:
        """Offer these as owners."""
        self._colleagues = colleagues

    def show_selected(self, count: int, *, deleted: bool = False) -> None:
        """Say how many are selected; with fewer than two, the menu of a row does."""
        text = ngettext("{n} selected", "{n} selected", count).format(n=formats.number(count))
        self._count.setText(text)
        for button in (self._owner, self._stage, self._delete):
            button.setVisible(not deleted)
        self.merge.setVisible(count == PAIR and not deleted)
        self._restore.setVisible(deleted)
        self.setVisible(count > 1)

    def owner_menu(self, parent: QWidget) -> QMenu:
        """Return the menu of those who may own a customer; it goes with ``parent``."""
        menu = QMenu(_("Owner"), parent)
        for colleague_id, name in self._colleagues:
            menu.addAction(literal(name), partial(self.owner_chosen.emit, colleague_id))
        menu.addSeparator()
        menu.addAction(_("Nobody"), partial(self.owner_chosen.emit, None))
        return menu

    def stage_menu(self, parent: QWidget) -> QMenu:
        """Return the menu of stages; it goes with ``parent``."""
        menu = QMenu(_("Stage"), parent)
        for stage, title in words.stages().items():
            menu.addAction(title, partial(self.stage_chosen.emit, stage))
        return menu

    def _drop(self, button: QPushButton, menu: QMenu) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def _button(text: str, icon: str) -> QPushButton:
    button = QPushButton(icons.icon(icon), text)
    button.setProperty("look", "quiet")
    return button
