"""A large button: a picture, what it does, and one line about it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget
from typing_extensions import override

from app.ui import icons, theme
from app.ui.tokens import RADIUS, Ink, Size, Space

PICTURE = 22
HEIGHT = 64


class Choice(QAbstractButton):
    """Works by click, Enter and Space; ``elide`` says where a long detail is shortened."""

    def __init__(
        self,
        icon: str,
        title: str,
        detail: str,
        *,
        ink: Ink = "accent",
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self._icon, self._detail, self._elide = icons.icon(icon, ink), detail, elide
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        lines = QFontMetrics(theme.font()).height() * 2 + Space.XS
        return QSize(360, max(HEIGHT, lines + 2 * Space.M))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isDown():
            ground = look.selected
        else:
            ground = look.hover if self.underMouse() and self.isEnabled() else look.raised
        width = 2 if self.hasFocus() else 1
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(look.accent if self.hasFocus() else look.border), width))
        half = width / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(half, half, -half, -half), RADIUS, 6)
        top = (self.height() - PICTURE) // 2
        mode = icons.QIcon.Mode.Normal if self.isEnabled() else icons.QIcon.Mode.Disabled
        self._icon.paint(painter, self._mirrored(QRect(Space.L, top, PICTURE, PICTURE)), mode=mode)
        self._write(painter)
        painter.end()

    def _write(self, painter: QPainter) -> None:
        look = theme.tokens()
        left = Space.L + PICTURE + Space.L
        room = self.width() - left - Space.L
        fonts = theme.font(weight=Size.STRONG), theme.font(Size.CAPTION)
        heights = [QFontMetrics(font).height() for font in fonts]
        top = (self.height() - sum(heights) - 2) // 2
        inks = (look.text, look.muted) if self.isEnabled() else (look.faint, look.faint)
        modes = (Qt.TextElideMode.ElideRight, self._elide)
        texts = zip((self.text(), self._detail), fonts, inks, heights, modes, strict=True)
        for text, font, ink, height, mode in texts:
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = QFontMetrics(font).elidedText(text, mode, room)
            start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            where = self._mirrored(QRect(left, top, room, height))
            painter.drawText(where, QStyle.visualAlignment(self.layoutDirection(), start), shown)
            top += height + 2

    def _mirrored(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
