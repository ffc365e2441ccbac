"""The menu of a line of Today: its step, the other things one may do, and putting it off."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from app.language import _
from app.services.today.rows import Section, Step, WorkRow
from app.ui.today import words
from app.ui.today.doing import Doing

NOT_NOW, AGREED, BROKEN, SEEN, LOG, CUSTOMER = "n", "d", "b", "s", "l", "o"  # the keys


class RowMenu(QMenu):
    """Made anew each time; every entry says its key."""

    def __init__(
        self,
        row: WorkRow,
        doing: Doing,
        today: date,
        do: Callable[[WorkRow], object],
        go: dict[str, Callable[[WorkRow], object]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._row, self._doing, self._today = row, doing, today
        self.aboutToHide.connect(self.deleteLater)
        first = self.addAction(_with_key(words.steps()[row.step], _("Enter")), partial(do, row))
        self.setDefaultAction(first)
        self._add_own()
        self.addMenu(later_menu(_with_key(_("Not now"), NOT_NOW), row, doing.put_off, today, self))
        self.addSeparator()
        if row.step is not Step.LOG:
            self.addAction(_with_key(_("Log…"), LOG), partial(go[LOG], row))
        self.addAction(_with_key(_("Open customer"), CUSTOMER), partial(go[CUSTOMER], row))

    def _add_own(self) -> None:
        row, doing = self._row, self._doing
        if row.section is Section.PROMISES:
            agreed = _with_key(_("A later day was agreed"), AGREED)
            self.addMenu(later_menu(agreed, row, doing.move_promise, self._today, self))
            broken = _with_key(_("It will not be kept"), BROKEN)
            self.addAction(broken, partial(doing.break_promise, row))
        elif row.step is Step.LOOP:
            self.addAction(_with_key(_("Seen, no loop needed"), SEEN), partial(doing.see, row))


def later_menu(
    title: str,
    row: WorkRow,
    choose: Callable[[WorkRow, date], object],
    today: date,
    parent: QWidget,
) -> QMenu:
    """Return a menu of days to come."""
    menu = QMenu(title, parent)
    for text, day in words.later_days(today):
        menu.addAction(text, partial(choose, row, day))
    return menu


def _with_key(text: str, key: str) -> str:
    return f"{text}\t{key.upper() if len(key) == 1 else key}"
