"""One tab with one list of records or several, and above it what can be done there."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.customer.record_list import RecordList
from app.ui.customer.section import Section
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.window_state import WindowState


class ListsTab(QWidget):
    """Several lists share the room: a row of buttons says which is seen."""

    def __init__(
        self,
        tasks: Tasks,
        sections: Sequence[Section],
        today: Callable[[], date],
        state: WindowState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._customer: int | None = None
        self.lists = [RecordList(tasks, section, today) for section in sections]
        self._stack = QStackedWidget()
        self._actions = QStackedWidget()
        self._group = QButtonGroup(self)
        self._build(state)

    def show_customer(self, customer_id: int) -> None:
        """Show a customer's records, of the list that is seen."""
        self._customer = customer_id
        self.lists[self._stack.currentIndex()].show_customer(customer_id)

    def show_list(self, wanted: RecordList) -> None:
        """Show one of the lists."""
        place = self.lists.index(wanted)
        button = self._group.button(place)
        if button is not None:
            button.setChecked(True)
        self._choose(place)

    def _build(self, state: WindowState) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        for n, one in enumerate(self.lists):
            state.watch_table(one.table)
            self._stack.addWidget(one)
            self._actions.addWidget(_row(one.buttons()))
            if len(self.lists) > 1:
                head.addWidget(self._switch(n, one.section.title))
        self._actions.setSizePolicy(
            self._actions.sizePolicy().horizontalPolicy(),
            self._actions.sizePolicy().Policy.Fixed,
        )
        head.addStretch(1)
        head.addWidget(self._actions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._group.idClicked.connect(self._choose)
        self.setFocusProxy(self._stack)

    def _switch(self, n: int, title: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "chip")
        button.setText(title)
        button.setCheckable(True)
        button.setChecked(n == 0)
        self._group.addButton(button, n)
        return button

    @Slot(int)
    def _choose(self, n: int) -> None:
        self._stack.setCurrentIndex(n)
        self._actions.setCurrentIndex(n)
        if self._customer is not None:
            self.lists[n].show_customer(self._customer)


def _row(buttons: Sequence[QWidget]) -> QWidget:
    row = QWidget()
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(Space.XS)
    inside.addStretch(1)
    for button in buttons:
        inside.addWidget(button)
    return row
