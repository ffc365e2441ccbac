"""A field for a time zone: found by any part of its name."""

from PySide6.QtCore import Qt, QTimeZone
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget


class ZoneField(QComboBox):
    """Lists the zones of the world by region and city."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        names = {bytes(one.data()).decode("ascii") for one in QTimeZone.availableTimeZoneIds()}
        self.addItems(["UTC", *sorted(name for name in names if "/" in name)])
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def zone(self) -> str:
        """Return what was chosen or typed, in the letters in which the zone is written."""
        text = self.currentText().strip().replace(" ", "_")
        row = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return self.itemText(row) if row >= 0 else text

    def show_zone(self, zone: str) -> None:
        """Show this zone."""
        self.setCurrentIndex(self.findText(zone))
        self.setEditText(zone)
