"""The list, or what stands in its place while there is nothing to list."""

from PySide6.QtWidgets import QStackedWidget, QWidget


class Parts(QStackedWidget):
    """The keyboard goes to whatever is shown."""

    def __init__(self, work: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._instead: QWidget | None = None
        self.addWidget(work)
        self.setFocusProxy(work)

    def show_list(self) -> None:
        """Show the list again."""
        self._turn_to(self._work)
        if self._instead is not None:
            self.removeWidget(self._instead)
            self._instead.deleteLater()
            self._instead = None

    def show_instead(self, widget: QWidget) -> None:
        """Show this until there is a list; of the same kind, what is there already stays."""
        if type(self._instead) is type(widget):
            widget.deleteLater()
            return
        self.show_list()
        self._instead = widget
        self.addWidget(widget)
        self._turn_to(widget)

    def _turn_to(self, part: QWidget) -> None:
        focused = self.focusWidget() is not None and self.hasFocus()
        self.setFocusProxy(part)
        self.setCurrentWidget(part)
        if focused:
            part.setFocus()
