"""Who is at the firm, and which of them sits at this computer."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.language import _
from app.ui.later import later
from app.ui.settings.section import Section
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.vendors.editable_list import EditableList
from app.ui.vendors.page import colleague_kind
from app.ui.widgets.date_field import DateField
from app.ui.widgets.typed import day_parser

if TYPE_CHECKING:
    from app.services.contracts import colleagues
else:
    colleagues = later("app.services.contracts.colleagues")

HEIGHT = 300
WIDTHS = (172, 132, 184, 98, 92)


class Colleagues(Section):
    """The list is the book's; who sits here is this computer's own affair."""

    def __init__(
        self,
        tasks: Tasks,
        today: Callable[[], date],
        you: Callable[[], int | None],
        keep_you: Callable[[int | None], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._tasks, self._today, self._you, self._keep_you = tasks, today, you, keep_you
        self._me = QComboBox()
        self._me.setMinimumWidth(240)
        self._me.setAccessibleName(_("Who sits at this computer"))
        self._me.activated.connect(self._chosen)
        label = QLabel(_("At this computer &sits"))
        label.setBuddy(self._me)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(label)
        row.addWidget(self._me)
        row.addStretch(1)
        self.list = EditableList(
            tasks,
            colleague_kind(),
            [
                ("name", _("&Name"), QLineEdit()),
                ("role", _("&Role"), QLineEdit()),
                ("email", _("&E-mail"), QLineEdit()),
                ("left_on", _("Left &on"), DateField(day_parser(today, ahead=False))),
            ],
        )
        self.list.setMinimumHeight(HEIGHT)
        for column, width in enumerate(WIDTHS):
            self.list.table.setColumnWidth(column, width)
        self.body.addWidget(self.list)
        self.body.addLayout(row)

    def reload(self) -> None:
        """Ask the book."""
        self._tasks.read(colleagues.overview, done=self.list.show_rows, replaces=self.list)
        self._tasks.read(colleagues.names, self._today(), done=self._show_names, replaces=self._me)

    @Slot(object)
    def _show_names(self, names: list[tuple[int, str]]) -> None:
        self._me.clear()
        self._me.addItem(_("Nobody in particular"), None)
        for colleague, name in names:
            self._me.addItem(name, colleague)
        self._me.setCurrentIndex(max(self._me.findData(self._you()), 0))

    def _chosen(self) -> None:
        self._keep_you(self._me.currentData())
