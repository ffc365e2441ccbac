"""Insights: what the whole book says, one question at a time."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.ui.insights.specs import SectionSpec
from app.ui.insights.view import SectionView
from app.ui.page import Page
from app.ui.tasks import Tasks
from app.ui.tokens import ROW_HEIGHT, Space

LIST_WIDTH, NARROW_LIST = 208, 176
NARROW = 960  # width of the page below which the list gives way
KEY = Qt.ItemDataRole.UserRole


class InsightsPage(Page):
    """A list of questions, and the answer to the one chosen; each is asked when first shown."""

    log_wanted = Signal()
    feedback_wanted = Signal()
    import_wanted = Signal()
    rating_wanted = Signal()

    def __init__(
        self,
        tasks: Tasks,
        today: Callable[[], date],
        specs: Sequence[SectionSpec],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, parent)
        self._today = today
        self._specs = {spec.id: spec for spec in specs}
        self._views: dict[str, SectionView] = {}
        self._build()

    @override
    def reload(self) -> None:
        """Nothing of its own: each section looks after itself."""
        if self.sections.currentItem() is None:
            self.sections.setCurrentRow(0)

    def show_section(self, section_id: str) -> SectionView:
        """Show one section and return it."""
        for row in range(self.sections.count()):
            if self.sections.item(row).data(KEY) == section_id:
                self.sections.setCurrentRow(row)
        return self._views[section_id]

    def _build(self) -> None:
        title = QLabel(_("Insights"))
        title.setProperty("look", "display")
        self.sections = QListWidget()
        self.sections.setProperty("look", "plain")
        self.sections.setAccessibleName(_("Sections"))
        self.sections.setFrameShape(QListWidget.Shape.NoFrame)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for spec in self._specs.values():
            item = QListWidgetItem(spec.title)
            item.setData(KEY, spec.id)
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            self.sections.addItem(item)
        self.sections.currentItemChanged.connect(self._choose)
        left = QVBoxLayout()
        left.setSpacing(Space.M)
        left.addWidget(title)
        left.addWidget(self.sections, 1)
        self._list = QWidget()
        self._list.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        whole.setSpacing(Space.XL)
        whole.addWidget(self._list)
        whole.addWidget(self._stack, 1)
        self.setFocusProxy(self.sections)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._list.setFixedWidth(NARROW_LIST if self.width() < NARROW else LIST_WIDTH)

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        spec = self._specs[item.data(KEY)]
        view = self._views.get(spec.id) or self._make(spec)
        self._stack.setCurrentWidget(view)

    def _make(self, spec: SectionSpec) -> SectionView:
        made = spec.view or SectionView
        view = self._views[spec.id] = made(spec, self._tasks, self._today)
        view.customer_wanted.connect(self.customer_wanted)
        view.step_wanted.connect(self._take)
        self._stack.addWidget(view)
        return view

    @Slot(str)
    def _take(self, step: str) -> None:
        """Do the first step that a section offers."""
        {
            "log": self.log_wanted.emit,
            "log_feedback": self.feedback_wanted.emit,
            "import": self.import_wanted.emit,
            "rate": self.rating_wanted.emit,
        }[step]()
