"""The story of a customer: filtered by kind, loaded as one scrolls, opened by Enter."""

from collections.abc import Callable, Collection, Iterable
from contextlib import nullcontext
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.ui.customer.nothing import Nothing
from app.ui.customer.timeline_list import TimelineList
from app.ui.customer.timeline_model import ROW_ROLE, TimelineModel
from app.ui.later import later
from app.ui.tasks import Tasks
from app.ui.tokens import Space

if TYPE_CHECKING:
    from app.services.book.database import Committed
    from app.services.customers import timeline
    from app.services.customers.timeline import TimelinePage, TimelineRow
    from app.services.customers.timeline_places import Place
    from app.services.customers.trajectories import TrajectoryView
else:
    timeline = later("app.services.customers.timeline")

FEW = 50  # records that moved, up to which they alone are read
NEAR = 600  # pixels from an end of the list at which more is fetched


def filters() -> list[tuple[str, tuple[str, ...]]]:
    """Return what the story can be narrowed to, and the kinds that belong to it."""
    return [
        (_("Everything"), ()),
        (_("Conversations"), ("interaction",)),
        (_("Tickets"), ("ticket",)),
        (_("Promises and wishes"), ("promise", "expectation")),
        (_("Their voice"), ("feedback", "response", "competitor", "advocacy")),
        (_("Milestones"), ("renewal", "stage", "contact")),
    ]


class TimelinePanel(QWidget):
    """Shows one customer's story, the newest first."""

    opened = Signal(str, int)  # kind and id of a record
    delete_wanted = Signal(str, int)
    log_wanted = Signal()

    def __init__(
        self, tasks: Tasks, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._today = tasks, today
        self._customer: int | None = None
        self._kinds: tuple[str, ...] = ()
        self._older: Place | None = None
        self._newer: Place | None = None
        self._loading = False
        self._target: tuple[date, str, int] | None = None
        self._read_on: date | None = None  # None where all has to be read, not only what moved
        self._moved: frozenset[timeline.Record] = frozenset()
        self.model = TimelineModel(self)
        self._build()

    def show_customer(self, customer_id: int) -> None:
        """Show another customer's story, or what became of the same one, where it was."""
        if customer_id == self._customer and self._read_on == self._today():
            self._follow()
            return
        if customer_id == self._customer and not self._at_top():
            self._go_around(self.model.rows[self.list.first_seen()].day)
            return
        if customer_id != self._customer:
            self.model.set_rows(())
        self._customer = customer_id
        self._read_anew(timeline.page)

    def take_note(self, committed: "Committed | None") -> None:
        """Remember what a commit did to the story until it is shown again; None is another book."""
        moved = timeline.moved(committed) if committed is not None else None
        if moved is None or len(self._moved | moved) > FEW:
            self._read_on = None
        else:
            self._moved |= moved

    def tell_worth(self, view: "TrajectoryView") -> None:
        """Say beside each step how far it moved the level."""
        self.model.tell_worth(view.steps)

    def go_to(self, day: date, kind: str = "", record_id: int = 0) -> None:
        """Scroll to a day, or to a record's step on it, and make it the current one."""
        self._target = (day, kind, record_id)
        if self._kinds and kind and kind not in self._kinds:
            self._buttons.button(0).setChecked(True)
            self._kinds = ()
        self._go_around(day)

    def _go_around(self, day: date) -> None:
        if self._customer is None:
            return
        if self._target is None:
            self._target = (day, "", 0)
        self._read_anew(timeline.around, day)

    def _read_anew(self, query: "Callable[..., TimelinePage]", *args: date) -> None:
        self._read_on, today = None, self._today()
        self._tasks.read(
            partial(query, kinds=self._kinds), self._customer, today, *args,
            done=partial(self._show, today), replaces=self,
        )  # fmt: skip

    def _follow(self) -> None:
        """Read what moved since the story was read, nothing else."""
        moved, self._moved = self._moved, frozenset()
        if moved and self._customer is not None:
            self._tasks.read(
                partial(timeline.rows_of, kinds=self._kinds),
                self._customer, self._today(), moved,
                done=partial(self._put, self._customer, moved),
            )  # fmt: skip

    def _build(self) -> None:
        self.list = TimelineList(self.model)
        self.list.activated.connect(self._open)
        bar = self.list.verticalScrollBar()
        bar.valueChanged.connect(self._fetch)
        bar.rangeChanged.connect(self._fetch)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.setAutoRepeat(False)
        delete.activated.connect(self._delete)
        self._empty = _nothing_yet(self.log_wanted.emit)
        self._no_fit = _nothing_fits(lambda: self._buttons.button(0).click())
        below = QWidget()
        self._stack = QStackedLayout(below)
        for part in (self.list, self._empty, self._no_fit):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._chips())
        column.addWidget(below, 1)
        self.setFocusProxy(self.list)

    def _chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        self._buttons = QButtonGroup(self)
        for n, (text, _kinds) in enumerate(filters()):
            button = QToolButton()
            button.setProperty("look", "chip")
            button.setText(text)
            button.setCheckable(True)
            button.setChecked(n == 0)
            self._buttons.addButton(button, n)
            row.addWidget(button)
        row.addStretch(1)
        self._buttons.idClicked.connect(self._narrow)
        return row

    @Slot(int)
    def _narrow(self, n: int) -> None:
        self._kinds = filters()[n][1]
        customer, self._customer = self._customer, None
        if customer is not None:
            self.show_customer(customer)

    def _show(self, today: date, page: "TimelinePage") -> None:
        self.list.delegate.today = self._read_on = today
        self._moved = frozenset()
        current: TimelineRow | None = self.list.currentIndex().data(ROW_ROLE)
        self.model.set_rows(page.rows)
        self._older, self._newer, self._loading = page.older, page.newer, False
        self._show_empty()
        if self._target is not None:
            self._settle(*self._target)
            self._target = None
        elif current is not None and (place := self._again(current)) is not None:
            self.list.setCurrentIndex(self.model.index(place))

    def _again(self, row: "TimelineRow") -> int | None:
        """Return where a step stands now, if it is still there."""
        same = (n for n, one in enumerate(self.model.rows) if one.place == row.place)
        return next(same, None)

    def _settle(self, day: date, kind: str, record_id: int) -> None:
        place = self.model.place_of(day, kind, record_id)
        if place is not None:
            index = self.model.index(place)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    @Slot()
    def _fetch(self) -> None:
        """Fetch more where an end of what is loaded comes near."""
        if self._loading or self._customer is None:
            return
        bar = self.list.verticalScrollBar()
        value = bar.value()
        if self._older is not None and bar.maximum() - value < NEAR:
            self._loading = True
            read = partial(timeline.page, before=self._older, kinds=self._kinds)
            done = partial(self._go_on, self._customer)
            self._tasks.read(read, self._customer, self._today(), done=done)
        elif self._newer is not None and value < NEAR:
            self._loading = True
            read = partial(timeline.newer, kinds=self._kinds)
            done = partial(self._go_back, self._customer)
            self._tasks.read(read, self._customer, self._today(), self._newer, done=done)

    def _go_on(self, customer: int, page: "TimelinePage") -> None:
        if customer != self._customer:
            return
        self._older, self._loading = page.older, False
        self.model.add_older(page.rows)

    def _go_back(self, customer: int, page: "TimelinePage") -> None:
        """Add what is newer above."""
        if customer != self._customer:
            return
        self._newer = page.newer
        with self.list.held_still():
            self.model.add_newer(page.rows)
        self._loading = False

    def _put(
        self, customer: int, moved: "Collection[timeline.Record]", rows: "Iterable[TimelineRow]"
    ) -> None:
        """Put what moved where it belongs, as far as the story is loaded."""
        if customer != self._customer:
            return
        within = [row for row in rows if self._is_loaded(row.place)]
        with nullcontext() if self._at_top() else self.list.held_still():
            self.model.put(moved, within)
        self._show_empty()

    def _is_loaded(self, place: "Place") -> bool:
        is_older = self._older is not None and place < self._older
        return not is_older and (self._newer is None or place <= self._newer)

    def _show_empty(self) -> None:
        none = self._no_fit if self._kinds else self._empty
        self._stack.setCurrentWidget(self.list if self.model.rows else none)

    def _at_top(self) -> bool:
        bar = self.list.verticalScrollBar()
        return not self.model.rows or (bar.value() == 0 and self._newer is None)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        self.opened.emit(row.kind, row.id)

    @Slot()
    def _delete(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            row = index.data(ROW_ROLE)
            self.delete_wanted.emit(row.kind, row.id)


def _nothing_yet(log: Callable[[], object]) -> Nothing:
    return Nothing(
        _("Nothing has happened here yet"),
        _("Calls, tickets, promises and answers will stand here, the newest first."),
        _("Log the first one"),
        log,
    )


def _nothing_fits(widen: Callable[[], object]) -> Nothing:
    return Nothing(_("Nothing of this kind yet"), "", _("Show everything"), widen)
