"""What the letters and the menu of a line do."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal, Slot

from app.services.today.rows import Section, WorkRow
from app.ui.today import row_menu
from app.ui.today.doing import Doing
from app.ui.today.row_menu import RowMenu, later_menu
from app.ui.today.work_list import WorkList

Do = Callable[[WorkRow], object]


class RowActions(QObject):
    """Listens to the list; ``do`` is the step of a line itself."""

    log_wanted = Signal(object)  # a customer's id
    customer_wanted = Signal(int)

    def __init__(self, work: WorkList, doing: Doing, today: Callable[[], date], do: Do) -> None:
        super().__init__(work)
        self._list, self._doing, self._today, self._do = work, doing, today, do
        self._keys: dict[str, Do] = {
            row_menu.NOT_NOW: partial(self._ask_day, doing.put_off),
            row_menu.AGREED: _only(Section.PROMISES, partial(self._ask_day, doing.move_promise)),
            row_menu.BROKEN: _only(Section.PROMISES, doing.break_promise),
            row_menu.SEEN: _only(Section.ANSWERS, doing.see),
            row_menu.LOG: lambda row: self.log_wanted.emit(row.customer_id),
            row_menu.CUSTOMER: lambda row: self.customer_wanted.emit(row.customer_id),
        }
        work.menu_wanted.connect(self._open_menu)
        work.key_pressed.connect(self._do_by_key)

    @Slot(object, QPoint)
    def _open_menu(self, row: WorkRow, where: QPoint) -> None:
        menu = RowMenu(row, self._doing, self._today(), self._do, self._keys, self._list)
        menu.popup(where)

    @Slot(object, str)
    def _do_by_key(self, row: WorkRow, letter: str) -> None:
        do = self._keys.get(letter)
        if do is not None:
            do(row)

    def _ask_day(self, choose: Callable[[WorkRow, date], object], row: WorkRow) -> None:
        menu = later_menu("", row, choose, self._today(), self._list)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._list.below(row))
        menu.setActiveAction(menu.actions()[0])


def _only(section: Section, do: Do) -> Do:
    """Return what does something to the lines of one section, and nothing to others."""
    return lambda row: do(row) if row.section is section else None
