"""Hides what lies over the window while it is locked, and what would open over it meanwhile."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolTip, QWidget
from shiboken6 import isValid
from typing_extensions import override

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

BOOKLESS = "bookless"  # property of a dialog in which nothing of a book stands
OFF_SCREEN = Qt.WidgetAttribute.WA_DontShowOnScreen


class Curtain(QObject):
    """Drawn and raised again; what was behind it comes back as it was, menus and hints apart."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._behind: list[QWidget] = []
        self._late: list[QWidget] = []

    def draw(self) -> None:
        """Hide all that is shown over the window or beside it."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        beside = [each for each in QApplication.topLevelWidgets() if each is not self._window]
        for each in (*beside, *self._window.overlays()):
            if each.isVisible():
                self._hide(each)
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def rise(self) -> None:
        """Show again what was hidden."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._put_away()
        behind, self._behind = self._behind, []
        for widget in filter(isValid, behind):
            if isinstance(widget, QDialog) and widget.property("was modal"):
                QDialog.open(widget)  # hiding took its modality
            else:
                widget.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and self._tells_of_the_book(watched)
        ):
            watched.setAttribute(OFF_SCREEN)  # at this moment it can no longer be held back
            self._late.append(watched)
            QTimer.singleShot(0, self._put_away)
        return False

    def _tells_of_the_book(self, widget: QWidget) -> bool:
        """Tell whether a window may: an answer of before can open what was asked for then."""
        own = widget is self._window or isinstance(widget, QMenu)
        tip = widget.windowType() is Qt.WindowType.ToolTip
        return not (own or tip or _is_bookless(widget))

    @Slot()
    def _put_away(self) -> None:
        late, self._late = self._late, []
        for widget in filter(isValid, late):
            if widget.windowType() is Qt.WindowType.Popup:
                widget.close()
            else:
                self._hide(widget)
            if isValid(widget):
                widget.setAttribute(OFF_SCREEN, False)

    def _hide(self, widget: QWidget) -> None:
        widget.setProperty("was modal", widget.windowModality() != Qt.WindowModality.NonModal)
        self._behind.append(widget)
        widget.hide()


def _is_bookless(widget: QWidget | None) -> bool:
    """Tell whether a window, or one that it belongs to, was made for any time."""
    while widget is not None and not widget.property(BOOKLESS):
        widget = widget.parentWidget()
    return widget is not None
