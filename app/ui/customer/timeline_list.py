"""The list of a customer's story: what is seen of it stays where it is while rows come above."""

from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.language import _
from app.ui.customer.timeline_delegate import TimelineDelegate
from app.ui.customer.timeline_model import TimelineModel


class TimelineList(QListView):
    """Scrolls by pixels, with two lines for a step that says something."""

    def __init__(self, model: TimelineModel) -> None:
        super().__init__()
        self._story = model
        self.delegate = TimelineDelegate(self)
        self.setObjectName("timeline")
        self.setAccessibleName(_("Timeline"))
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)

    def first_seen(self) -> int:
        """Return the row at the upper edge."""
        return max(0, self.indexAt(self.viewport().rect().topLeft()).row())

    @contextmanager
    def held_still(self) -> Generator[None, None, None]:
        """Keep what is seen where it is while rows come and go above it."""
        first = self._story.index(self.first_seen())
        seen, offset = QPersistentModelIndex(first), self.visualRect(first).top()
        yield
        if seen.isValid():
            still = self._story.index(seen.row())
            self.scrollTo(still, QAbstractItemView.ScrollHint.PositionAtTop)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - offset)
