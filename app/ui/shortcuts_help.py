"""All keys on one sheet, made from the table of actions: it cannot be out of date."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.ui.actions import Actions, native, titles
from app.ui.tokens import Space

Pairs = Sequence[tuple[str, str]]


class ShortcutsHelp(QDialog):
    """Shown with ``open()``; Esc or Enter closes it."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        groups = [*_menus(actions), (_("Everywhere"), _everywhere())]
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.XL)
        column.addLayout(_side_by_side(groups))
        buttons = QDialogButtonBox()
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)


def _menus(actions: Actions) -> list[tuple[str, Pairs]]:
    groups = []
    for group, title in titles().items():
        pairs = [
            (action.text().removesuffix("…"), native(action))
            for spec, action in actions.everything()
            if spec.group == group and action.isVisible() and native(action)
        ]
        if pairs:
            groups.append((title.replace("&", ""), pairs))
    return groups


def _everywhere() -> Pairs:
    return (
        (_("Do the obvious, open the line"), _("Enter")),
        (_("Close, go back to the list"), _("Esc")),
        (_("Next field, previous field"), _("Tab, Shift+Tab")),
        (_("What else can be done with a line"), _("Menu key, Shift+F10")),
    )


def _side_by_side(groups: Sequence[tuple[str, Pairs]]) -> QHBoxLayout:
    """Return the groups in two columns of about the same height."""
    columns = QVBoxLayout(), QVBoxLayout()
    filled = [0, 0]
    for title, pairs in sorted(groups, key=lambda group: -len(group[1])):
        which = filled.index(min(filled))
        filled[which] += len(pairs) + 2
        columns[which].addLayout(_group(title, pairs))
    row = QHBoxLayout()
    row.setSpacing(Space.XXL)
    for column in columns:
        column.setSpacing(Space.XL)
        column.addStretch(1)
        row.addLayout(column, 1)
    return row


def _group(title: str, pairs: Pairs) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(Space.XL)
    grid.setVerticalSpacing(Space.S)
    heading = QLabel(title)
    heading.setProperty("look", "strong")
    grid.addWidget(heading, 0, 0, 1, 2)
    for n, (what, keys) in enumerate(pairs, start=1):
        key = QLabel(keys)
        key.setProperty("look", "key")
        grid.addWidget(QLabel(what), n, 0)
        grid.addWidget(key, n, 1, Qt.AlignmentFlag.AlignTrailing)
    grid.setColumnStretch(0, 1)
    return grid
