"""Customers: the list a spreadsheet user likes, and what can be done with many at once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _, ngettext
from app.services.customers import views
from app.services.customers.views import View, Which
from app.ui import file_dialogs, formats
from app.ui.customers.doing import CustomerActions
from app.ui.customers.empty import NoCustomers, NothingFound
from app.ui.customers.head import Head, ready_made
from app.ui.customers.kept_views import KeptViews
from app.ui.customers.listing import CustomerTable
from app.ui.customers.naming import NameDialog
from app.ui.customers.selection_bar import SelectionBar
from app.ui.later import later
from app.ui.page import Page
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.window_state import WindowState

if TYPE_CHECKING:
    from app.services.customers import customers, details
    from app.services.customers.customers import CustomerRow
    from app.services.exporting import csv_file
else:
    csv_file = later("app.services.exporting.csv_file")
    customers = later("app.services.customers.customers")
    details = later("app.services.customers.details")


class CustomersPage(Page):
    """Everybody we serve or would like to; Enter opens."""

    watches = frozenset({"customers", "standings", "colleagues", "character_overrules"})

    log_wanted = Signal(int)
    import_wanted = Signal()
    sample_wanted = Signal()
    said = Signal(str)  # what was done beside the book

    def __init__(
        self,
        tasks: Tasks,
        state: WindowState,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, parent)
        self._today = today
        self._rows: Sequence[CustomerRow] = ()
        self._view = View("")
        self._kept = KeptViews(state)
        self.actions_on = CustomerActions(tasks, today, self)
        self._build(state)
        self._connect()
        self._name_view()

    @override
    def reload(self) -> None:
        deleted = self._view.which is Which.DELETED
        read = partial(customers.overview, deleted=deleted)
        self._tasks.read(read, done=self._show, replaces=self)
        self._tasks.read(details.colleagues, self._today(), done=self.bar.set_colleagues)

    def focus_filter(self) -> None:
        """Put the cursor into the field that filters."""
        self.head.filter.setFocus()
        self.head.filter.selectAll()

    @Slot()
    def add(self) -> None:
        """Ask for a new customer; its page opens when it is saved."""
        self.actions_on.add()

    @Slot()
    def export_list(self) -> None:
        """Save the list as it is seen: these rows, these columns, this order."""
        suggested = Path.home() / f"{_('Customers')} {self._today().isoformat()}.csv"
        kinds = _("Tables (*.csv)")
        file_dialogs.choose_new(self, _("Export this list"), suggested, kinds, self._export)

    def _export(self, path: Path) -> None:
        columns, rows = self.table.columns_shown(), self.table.rows_shown()
        header = [column.title for column in columns]
        cells = [[column.text(row) for column in columns] for row in rows]
        label = _("Exporting the list")
        told = partial(self._exported, path, len(cells))
        self._tasks.background(csv_file.export_rows, path, header, cells, label=label, done=told)

    def _exported(self, path: Path, rows: int, _answer: object) -> None:
        sentence = ngettext(
            "Exported {n} customer to “{file}”.", "Exported {n} customers to “{file}”.", rows
        )
        self.said.emit(sentence.format(n=formats.number(rows), file=path.name))

    @Slot(object)
    def show_view(self, view: View) -> None:
        """Show the customers that a view means, in its order."""
        before, self._view = self._view, view
        order = Qt.SortOrder.DescendingOrder if view.descending else Qt.SortOrder.AscendingOrder
        if view.sort in {column.key for column in self.table.all_columns()}:
            self.table.sort_by(view.sort, order)
        self.head.filter.setText(view.text)
        self.table.filter_by(view.text)
        self._name_view()
        if Which.DELETED in (before.which, view.which):
            self.reload()
        else:
            self._show(self._rows)

    def _build(self, state: WindowState) -> None:
        self.head = Head()
        self.bar = SelectionBar()
        self.table = CustomerTable(self._today, self.bar)
        state.watch_table(self.table)
        self._none, self._nothing = NoCustomers(), NothingFound()
        self._stack = QStackedWidget()
        for widget in (self.table, self._none, self._nothing):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.M)
        column.setSpacing(Space.M)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        head, table, bar, act = self.head, self.table, self.bar, self.actions_on
        head.filter.searched.connect(self._filter)
        head.filter.left_down.connect(self._go_to_list)
        head.chosen.connect(self._choose)
        head.view_wanted.connect(self.show_view)
        head.keep_wanted.connect(self._ask_name)
        head.drop_wanted.connect(self._forget)
        head.columns_wanted.connect(table.choose_columns)
        head.export_wanted.connect(self.export_list)
        head.new_wanted.connect(self.add)
        table.opened.connect(self._open)
        table.log_wanted.connect(self.log_wanted)
        table.edit_wanted.connect(act.edit)
        table.delete_wanted.connect(lambda: self._delete(table.selected_ids()))
        table.selectionModel().selectionChanged.connect(self._count_selected)
        bar.owner_chosen.connect(lambda owner: act.assign(table.selected_ids(), owner))
        bar.stage_chosen.connect(lambda stage: act.move(table.selected_ids(), stage))
        for part in (bar, table):
            part.merge_wanted.connect(lambda: act.merge(table.selected_ids()))
        bar.delete_wanted.connect(lambda: self._delete(table.selected_ids()))
        bar.restore_wanted.connect(lambda: act.restore(table.selected_ids()))
        act.added.connect(self._added)
        self._none.import_wanted.connect(self.import_wanted)
        self._none.sample_wanted.connect(self.sample_wanted)
        self._none.new_wanted.connect(self.add)
        self._nothing.clear_wanted.connect(lambda: self.show_view(View("")))

    @Slot(object)
    def _show(self, rows: "Sequence[CustomerRow]") -> None:
        self._rows = rows
        self.table.set_rows(views.choose(rows, self._view.which, self._today()))
        self._tell()

    def _tell(self) -> None:
        """Say how many are shown and what they are worth, or why nobody is."""
        shown = self.table.rows_shown()
        empty = not self._rows and self._view.which is Which.ALL
        self._nothing.say(_why_nobody(self._view.which, self.head.filter.text()))
        self._stack.setCurrentWidget(
            self._none if empty else self.table if shown else self._nothing
        )
        self.head.setVisible(not empty)
        self.head.say_found(_found(shown))

    @Slot(str)
    def _filter(self, text: str) -> None:
        self.table.filter_by(text)
        self._tell()

    @Slot()
    def _go_to_list(self) -> None:
        self.table.setFocus()
        if self.table.current_id() is None:
            self.table.selectRow(0)

    @Slot(object)
    def _choose(self, which: Which) -> None:
        sort, down = self.table.sorting()
        self.show_view(View("", which, self.head.filter.text(), sort, down))

    @Slot()
    def _ask_name(self) -> None:
        dialog = NameDialog(self)
        dialog.named.connect(self._keep)
        dialog.open()

    @Slot(str)
    def _keep(self, name: str) -> None:
        sort, down = self.table.sorting()
        self._view = View(name, self._view.which, self.head.filter.text(), sort, down)
        self._kept.keep(self._view)
        self._name_view()

    @Slot(str)
    def _forget(self, name: str) -> None:
        self._kept.forget(name)
        self._name_view()

    def _name_view(self) -> None:
        title = self._view.name or ready_made()[self._view.which]
        self.head.show_views(title, self._kept.all())

    @Slot(object)
    def _open(self, customer_id: int) -> None:
        if self._view.which is Which.DELETED:
            self.actions_on.restore([customer_id])
        else:
            self.customer_wanted.emit(customer_id)

    @Slot(object)
    def _added(self, customer_id: int) -> None:
        self.customer_wanted.emit(customer_id)

    def _delete(self, ids: Sequence[int]) -> None:
        if self._view.which is not Which.DELETED:
            self.actions_on.delete(ids)

    @Slot()
    def _count_selected(self) -> None:
        deleted = self._view.which is Which.DELETED
        self.bar.show_selected(len(self.table.selected_ids()), deleted=deleted)


def _found(rows: "Sequence[CustomerRow]") -> str:
    """Return how many there are and what they are worth, currency by currency."""
    count = ngettext("{n} customer", "{n} customers", len(rows)).format(n=formats.number(len(rows)))
    sums: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.currency] += row.yearly_value
    largest = sorted(sums.items(), key=lambda one: -one[1])
    worth = [formats.money(value, currency, whole=True) for currency, value in largest if value]
    if not worth:
        return count
    return _("{customers}, {worth} a year").format(customers=count, worth=" + ".join(worth))


def _why_nobody(which: Which, text: str) -> str:
    if text:
        return _("Nothing here holds “{text}”.").format(text=text)
    return {
        Which.FALLING: _("No customer is falling, as far as the evidence allows to say."),
        Which.QUIET: _("Nobody has been quiet for longer than their own rhythm lets expect."),
        Which.RENEWING: _("Nothing renews within 90 days."),
        Which.AT_RISK: _("No renewal is at a risk of 1 in 5 or worse."),
        Which.UNOWNED: _("Every customer has an owner."),
        Which.DELETED: _("Nothing was deleted. What is deleted can be brought back from here."),
    }.get(which, "")
