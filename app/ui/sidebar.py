"""The pages at the left: icon, name and how many things wait there."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QStyle, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.ui import icons, theme
from app.ui.actions import with_keys
from app.ui.pages import PageSpec
from app.ui.tokens import FIELD_HEIGHT, RADIUS, Size, Space, Tokens
from app.ui.widgets.count_badge import HEIGHT, badge_width, paint_badge

WIDTH, NARROW_WIDTH = 208, 186
ICON = 18
LEAD = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


class PageButton(QAbstractButton):
    """One entry; the count is painted at its end and said in its name."""

    def __init__(self, spec: PageSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count: int | None = None
        self.setText(spec.title)
        self.setIcon(icons.icon(spec.icon))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spec.title)

    def set_count(self, count: int | None) -> None:
        """Show how many things wait; nothing for none."""
        self._count = count
        name = _("{page}, {count} waiting").format(page=self.text(), count=count)
        self.setAccessibleName(name if count else self.text())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(NARROW_WIDTH, FIELD_HEIGHT + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, look)
        inner = self.rect().adjusted(Space.M, 0, -Space.S, 0)
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        state = QIcon.State.On if self.isChecked() else QIcon.State.Off
        picture = QRect(inner.left(), (self.height() - ICON) // 2, ICON, ICON)
        self.icon().paint(painter, self._placed(picture), mode=mode, state=state)
        right = inner.right()
        if self._count:
            width = badge_width(self._count)
            badge = QRect(right - width, (self.height() - HEIGHT) // 2, width, HEIGHT)
            paint_badge(painter, self._placed(badge), self._count)
            right -= width + Space.S
        left = picture.right() + Space.M
        font = theme.font(weight=Size.STRONG if self.isChecked() else Size.NORMAL)
        painter.setFont(font)
        painter.setPen(QColor(look.text if self.isChecked() or self.underMouse() else look.muted))
        room = QRect(left, 0, right - left, self.height())
        text = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(self._placed(room), LEAD, text)
        painter.end()

    def _paint_ground(self, painter: QPainter, look: Tokens) -> None:
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.selected if self.isChecked() else look.hover))
            painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _placed(self, part: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), part)


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

    def has_keyboard(self) -> bool:
        """Return whether the arrows are going through the pages right now."""
        return any(button.hasFocus() for button in self._buttons.values())

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
