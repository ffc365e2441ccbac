"""What the window remembers of itself: place, splitters, columns. Only here: QSettings."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QHeaderView, QMainWindow, QSplitter

from app.ui.theme import Preference

if TYPE_CHECKING:
    from app.ui.table import Table

DEFAULT_SIZE = (1180, 760)


class WindowState:
    """Keeps and gives back; what it cannot read it takes for "not there"."""

    def __init__(self, file: Path | None = None) -> None:
        self._settings = (
            QSettings("Rapport", "Rapport")
            if file is None
            else QSettings(str(file), QSettings.Format.IniFormat)
        )

    def keep_window(self, window: QMainWindow) -> None:
        """Remember size, place and whether it was maximised."""
        self._settings.setValue("window/geometry", window.saveGeometry())
        self._settings.sync()

    def restore_window(self, window: QMainWindow) -> None:
        """Put the window where it was; Qt brings it back when that screen is gone."""
        geometry = self._bytes("window/geometry")
        if geometry is None or not window.restoreGeometry(geometry):
            window.resize(*DEFAULT_SIZE)

    def watch_splitter(self, splitter: QSplitter) -> None:
        """Restore a splitter by its object name, and remember whenever it is moved."""
        key = f"splitters/{splitter.objectName()}"
        state = self._bytes(key)
        if state is not None:
            splitter.restoreState(state)
        splitter.splitterMoved.connect(
            lambda _pos, _index: self._settings.setValue(key, splitter.saveState())
        )

    def watch_table(self, table: "Table") -> None:
        """Restore widths, order, sorting and hidden columns, and remember every change."""
        # the columns are part of the key: a state saved for others would hide the wrong ones
        columns = "-".join(column.key for column in table.all_columns())
        key = f"tables/{table.objectName()}/{columns}"
        header = table.horizontalHeader()
        state = self._bytes(key)
        if state is not None:
            header.restoreState(state)
        self._watch_header(header, key)

    def theme(self) -> Preference:
        """Return what was chosen: "system", "light" or "dark"."""
        chosen = self._settings.value("theme", "system")
        return chosen if chosen in ("light", "dark") else "system"

    def keep_theme(self, preference: Preference) -> None:
        """Remember light, dark or to follow the system."""
        self._settings.setValue("theme", preference)

    def remembered(self, key: str) -> str:
        """Return a text that was kept, or nothing."""
        value = self._settings.value(f"kept/{key}", "")
        return value if isinstance(value, str) else ""

    def remember(self, key: str, text: str) -> None:
        """Keep a text, such as the views that somebody named."""
        self._settings.setValue(f"kept/{key}", text)

    def _watch_header(self, header: QHeaderView, key: str) -> None:
        def keep(*_what: object) -> None:
            self._settings.setValue(key, header.saveState())

        header.sectionResized.connect(keep)
        header.sectionMoved.connect(keep)
        header.sortIndicatorChanged.connect(keep)

    def _bytes(self, key: str) -> QByteArray | None:
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else None
