"""The pages at the left: icon, name and how many things wait there."""

from collections.abc import Iterable
from gettext import gettext as _

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.actions import with_keys
from app.ui.pages import PageSpec
from app.ui.tokens import Space
from app.ui.widgets.count_badge import badge_width, paint_badge

WIDTH, NARROW_WIDTH = 200, 168
ICON = 18


class PageButton(QToolButton):
    """One entry; the count is painted at its end and said in its name."""

    def __init__(self, spec: PageSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = spec.title
        self._count: int | None = None
        self.setObjectName("page_button")
        self.setText(spec.title)
        self.setIcon(icons.icon(spec.icon))
        self.setIconSize(QSize(ICON, ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spec.title)

    def set_count(self, count: int | None) -> None:
        """Show how many things wait; nothing for none."""
        self._count = count
        name = _("{page}, {count} waiting").format(page=self._title, count=count)
        self.setAccessibleName(name if count else self._title)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._count:
            painter = QPainter(self)
            width = badge_width(self._count)
            left = Space.S if self.isRightToLeft() else self.width() - width - Space.S
            paint_badge(painter, QRect(left, (self.height() - 20) // 2, width, 20), self._count)
            painter.end()


class Sidebar(QFrame):
    """Chooses a page; the one shown is lit up."""

    chosen = Signal(str)

    def __init__(self, specs: Iterable[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(_("Pages"))
        self._buttons = {spec.id: PageButton(spec, self) for spec in specs if spec.icon}
        self._lay_out([spec for spec in specs if spec.icon])

    def light_up(self, page_id: str) -> None:
        """Mark where we are."""
        if page_id in self._buttons:
            self._buttons[page_id].setChecked(True)

    def set_count(self, page_id: str, count: int | None) -> None:
        """Show how many things wait on a page."""
        if page_id in self._buttons:
            self._buttons[page_id].set_count(count)

    def set_narrow(self, narrow: bool) -> None:
        """Leave the page more room in a small window."""
        self.setFixedWidth(NARROW_WIDTH if narrow else WIDTH)

    def _lay_out(self, specs: list[PageSpec]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.L, Space.M, Space.L)
        column.setSpacing(2)
        for spec in sorted(specs, key=lambda spec: spec.bottom):
            button = self._buttons[spec.id]
            if spec.bottom and column.count() == sum(not other.bottom for other in specs):
                column.addStretch(1)
            button.setToolTip(with_keys(spec.title, spec.shortcut))
            button.clicked.connect(lambda _checked=False, page=spec.id: self.chosen.emit(page))
            column.addWidget(button)
        if not any(spec.bottom for spec in specs):
            column.addStretch(1)
