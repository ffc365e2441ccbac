"""The firm's name, its time zone and its currency: saved as they are changed, undone like all."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.language import _
from app.services.errors import Invalid
from app.ui.later import later
from app.ui.settings.currency_field import CurrencyField
from app.ui.settings.section import Section
from app.ui.settings.zone_field import ZoneField
from app.ui.tasks import Tasks
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.services.book import settings
    from app.services.book.settings import BookSettings
else:
    settings = later("app.services.book.settings")


class FirmSettings(QObject):
    """The book's settings as they are; `change` saves one of them at once."""

    changed = Signal()
    refused = Signal(object)  # Invalid

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.now: BookSettings | None = None

    def reload(self) -> None:
        """Ask the book."""
        self._tasks.read(settings.load, done=self._loaded)

    def change(self, **values: Any) -> None:
        """Save these values, unless they are what the book has already.

        What is changed next builds on them at once, not only when the book has answered.
        """
        if self.now is None:
            return
        wanted = settings.cleaned(replace(self.now, **values))
        if wanted != self.now:
            self.now = wanted
            self._tasks.write(settings.save, wanted, failed=self._refused)

    @Slot(object)
    def _loaded(self, found: "BookSettings") -> None:
        self.now = found
        self.changed.emit()

    @Slot(object)
    def _take(self, found: "BookSettings") -> None:
        self.now = found

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._tasks.read(settings.load, done=self._take)  # what was typed stays beside its error
        if isinstance(error, Invalid):
            self.refused.emit(error)
        else:
            self._tasks.failed.emit(error)


class Company(Section):
    """Whose book this is, and in which zone its days begin and end."""

    def __init__(self, firm: FirmSettings, parent: QWidget | None = None) -> None:
        super().__init__(_("Company"), parent)
        self._firm = firm
        self._name = QLineEdit()
        self._zone = ZoneField()
        self._form = Form()
        self._form.add("company", _("&Name"), self._name)
        self._form.add(
            "zone",
            _("Time &zone"),
            self._zone,
            _("In which a day begins and ends, wherever the computers are."),
        )
        self.body.addWidget(self._form)
        self._name.editingFinished.connect(self._save_name)
        when_done(self._zone, self._save_zone)
        firm.changed.connect(self._show)
        firm.refused.connect(self._refuse)
        self.setFocusProxy(self._name)

    def _show(self) -> None:
        if self._firm.now is not None:
            self._form.clear_errors()
            if not self._name.isModified():  # else somebody is typing
                self._name.setText(self._firm.now.company)
            self._zone.show_zone(self._firm.now.zone)

    def _save_name(self) -> None:
        self._name.setModified(False)
        self._firm.change(company=self._name.text())

    def _save_zone(self) -> None:
        self._form.clear_errors()
        self._firm.change(zone=self._zone.zone())

    def _refuse(self, error: Invalid) -> None:
        if error.field in self._form.fields:
            self._form.refuse(error)


class Currency(QObject):
    """The field for the firm's currency, in whichever section it stands."""

    def __init__(self, firm: FirmSettings, form: Form) -> None:
        super().__init__(form)
        self._firm, self._form = firm, form
        self._field = CurrencyField()
        form.add(
            "currency",
            _("&Currency"),
            self._field,
            _("For totals and new contracts; contracts keep their own."),
        )
        when_done(self._field, self._save)
        firm.changed.connect(self._show)
        firm.refused.connect(self._refuse)

    def _show(self) -> None:
        if self._firm.now is not None:
            self._form.clear_errors()
            self._field.show_code(self._firm.now.currency)

    def _save(self) -> None:
        self._form.clear_errors()
        self._firm.change(currency=self._field.code())

    def _refuse(self, error: Invalid) -> None:
        if error.field in self._form.fields:
            self._form.refuse(error)


def when_done(field: QComboBox, do: Any) -> None:
    """Call ``do`` when something was chosen from the list, or typed and left."""
    field.activated.connect(lambda _row: do())
    line = field.lineEdit()
    if line is not None:
        line.editingFinished.connect(do)
