"""The frame: find and log above, pages at the left, the page, and what has to be said."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

import app
from app.ui import icons
from app.ui.actions import Actions, ActionSpec, table
from app.ui.busy_line import BusyLine
from app.ui.file_drop import FileDrop
from app.ui.notice import Notice
from app.ui.page import Page
from app.ui.pages import CUSTOMER, Filters, GoesToDay, PageSpec, PageStack
from app.ui.sidebar import Sidebar
from app.ui.tasks import Tasks
from app.ui.theme import Theme
from app.ui.toast import Toast
from app.ui.top_bar import TopBar
from app.ui.troubles import Troubles
from app.ui.undo import Undo
from app.ui.window_commands import WindowCommands
from app.ui.window_state import WindowState

if TYPE_CHECKING:
    from app.ui.palette import Palette
    from app.ui.palette_model import FoundRow, Search

SMALLEST = (800, 560)
NARROW = 1100


class MainWindow(QMainWindow):
    """Knows pages only by their names; what they show is their own affair."""

    files_dropped = Signal(list)  # of pathlib.Path
    closing = Signal()

    def __init__(
        self,
        tasks: Tasks,
        pages: Sequence[PageSpec],
        state: WindowState,
        theme: Theme,
        logs: Path,
        search: "Search | None" = None,
    ) -> None:
        super().__init__()
        self.state, self.search = state, search
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle(app.NAME)
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(*SMALLEST)
        self.commands = Actions(self, [*map(_go, pages), *table()])
        self.troubles = Troubles(self, self.notify, logs)
        self._build(tasks, pages)
        self._connect(tasks, pages)
        self.view = WindowCommands(self, self.commands, theme, state, logs)
        self.undo = Undo(tasks, self.commands, self.toast, self)
        self.commands.fill(self.menuBar())
        state.restore_window(self)

    @Slot(str)
    def show_page(self, page_id: str) -> Page:
        """Show a page of the sidebar."""
        return self.pages.go(page_id)

    @Slot(int)
    def open_customer(self, customer_id: int) -> Page:
        """Show a customer's page."""
        return self.pages.go(CUSTOMER, customer_id)

    def customer_shown(self) -> int | None:
        """Return whose page is open: the one that is logged for by default."""
        return self.pages.place[1] if self.pages.place else None

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Tell quietly what was done. Every write that describes itself is told without this."""
        self.toast.say(text, undo)

    def notify(self, text: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        """Show a sentence above the page, and a button where something can be done about it."""
        self.notice.say(text, action, do)

    @cached_property
    def finder(self) -> "Palette":
        """The palette, made when it is first wanted."""
        from app.ui.palette import Palette

        finder = Palette(self, self.commands, self.search)
        finder.chosen.connect(self._open_found)
        return finder

    @Slot(str)
    def find_anything(self, text: str = "") -> None:
        """Open the palette, with something already typed if so wished."""
        self.finder.open(text)

    def show_instead(self, widget: QWidget) -> None:
        """Show this in place of the frame while no book is open: first run, unlocking."""
        if self._whole.indexOf(widget) < 0:
            self._whole.addWidget(widget)
        self._whole.setCurrentWidget(widget)
        self.commands.set_book_open(False)
        widget.setFocus()

    def show_frame(self) -> None:
        """A book is open: show the pages."""
        self._whole.setCurrentIndex(0)
        self.commands.set_book_open(True)
        self.undo.refresh()

    def come_forward(self) -> None:
        """Bring the window before all others, however small or hidden it was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)

    def blank(self, widget: QWidget) -> None:
        """Show this alone and nothing of the book, not even its name, until `unblank`."""
        self._before = (self._whole.currentIndex(), self.windowTitle())
        self.toast.dismiss()
        self.toast.muted = True
        self.show_instead(widget)
        self.setWindowTitle(app.NAME)
        self.undo.conceal()
        self.commands.lock()

    def unblank(self, widget: QWidget) -> None:
        """Take it away and show again what was shown before."""
        index, title = self._before
        self.toast.muted = False
        self.setWindowTitle(title)
        self.show_frame()
        page = self._whole.widget(index)
        if index > 0 and page is not None:  # a book was being made or opened in place of the pages
            self.show_instead(page)
        self._whole.removeWidget(widget)
        widget.deleteLater()

    def overlays(self) -> list[QWidget]:
        """Return what lies over the frame at times: find anything, a hint where to drop."""
        fixed = (self.centralWidget(), self.menuBar(), self.toast)
        own = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [each for each in own if each not in fixed and not each.isWindow()]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.set_narrow(self.width() < NARROW)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.state.keep_window(self)
        self.closing.emit()
        super().closeEvent(event)

    def _build(self, tasks: Tasks, pages: Sequence[PageSpec]) -> None:
        self.top_bar = TopBar(self.commands["find"], self.commands["log"])
        self.sidebar = Sidebar(pages)
        self.notice = Notice()
        self.pages = PageStack(pages)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.notice)
        middle.addWidget(self.pages, 1)
        middle.addWidget(BusyLine(tasks))
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.sidebar)
        below.addLayout(middle, 1)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addLayout(below, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(frame)
        self.setCentralWidget(self._whole)
        self.toast = Toast(self)

    def _connect(self, tasks: Tasks, pages: Sequence[PageSpec]) -> None:
        tasks.failed.connect(self.troubles.show)
        tasks.replaced.connect(self.pages.forget_customers)
        FileDrop(self).dropped.connect(self.files_dropped)
        self.sidebar.chosen.connect(self.show_page)
        self.top_bar.find_wanted.connect(self.find_anything)
        self.pages.made.connect(self._page_made)
        self.pages.moved.connect(self._moved)
        for spec in pages:
            if spec.icon:
                self.commands.on(_go(spec).id, lambda page=spec.id: self.show_page(page))
        for action, do in {
            "find": self.find_anything,
            "filter": self._filter,
            "back": self.pages.back,
            "quit": self.close,
        }.items():
            self.commands.on(action, do)

    @Slot(str, object)
    def _page_made(self, page_id: str, page: Page) -> None:
        page.customer_wanted.connect(self.open_customer)
        page.counted.connect(lambda count: self.sidebar.set_count(page_id, count))

    @Slot(object)
    def _moved(self, spec: PageSpec) -> None:
        self.sidebar.light_up(spec.within or spec.id)
        if not self.sidebar.has_keyboard():
            self.pages.setFocus()

    @Slot(object)
    def _open_found(self, found: "FoundRow") -> None:
        page = found.customer_id and self.open_customer(found.customer_id)
        if isinstance(page, GoesToDay) and found.day is not None:
            page.go_to_day(found.day)

    def _filter(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, Filters):
            page.focus_filter()
        else:  # what is looked for is somewhere
            self.find_anything()


def _go(spec: PageSpec) -> ActionSpec:
    return ActionSpec(f"page.{spec.id}", "go", spec.title, spec.shortcut, spec.icon)
