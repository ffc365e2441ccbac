"""A field for one of the customer's contacts, completed as typed."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.services.customers.mentions import Person


class PeopleField(QLineEdit):
    """What is typed need not be a contact: whether it can be stored, the service says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: Sequence[Person] = ()
        self._names = QStringListModel(self)
        offered = QCompleter(self._names, self)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(offered)

    def offer(self, people: Sequence[Person]) -> None:
        """Offer these."""
        self._people = people
        self._names.setStringList([person.name for person in people])

    def person_id(self) -> int | None:
        """Return whom the field names, if only one is called so."""
        said = self.text().strip().casefold()
        found = [person.id for person in self._people if person.name.casefold() == said]
        return found[0] if len(found) == 1 else None
