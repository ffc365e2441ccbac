"""A field for where a file is to lie: typed, or chosen in the system's dialog."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from app.language import _
from app.ui import file_dialogs
from app.ui.tokens import Space


class PathField(QWidget):
    """Suggests a path until the user chose one."""

    changed = Signal()

    def __init__(self, title: str, kinds: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._kinds = title, kinds
        self._is_chosen = False
        self.field = QLineEdit()
        self.field.textEdited.connect(self._typed)
        choose = QPushButton(_("Choose…"))
        choose.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.field, 1)
        row.addWidget(choose)
        self.setFocusProxy(self.field)

    def path(self) -> Path | None:
        """Return the path, None while nothing is there."""
        text = self.field.text().strip()
        return Path(text).expanduser() if text else None

    def suggest(self, path: Path) -> None:
        """Show a path, unless the user has already chosen one."""
        if not self._is_chosen:
            self.field.setText(str(path))

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.field.setAccessibleName(name)

    def _typed(self, text: str) -> None:
        self._is_chosen = bool(text.strip())
        self.changed.emit()

    def _choose(self) -> None:
        start = self.path() or Path.home()
        file_dialogs.choose_new(self, self._title, start, self._kinds, self._take, over=False)

    def _take(self, path: Path) -> None:
        self._is_chosen = True
        self.field.setText(str(path))
        self.changed.emit()
