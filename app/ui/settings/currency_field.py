"""A field for a currency: those around here in a list, any other by its three letters."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from app.language import _

FALLBACK = "EUR"


class CurrencyField(QComboBox):
    """Lists the usual ones by name."""

    def __init__(self, code: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for known, name in sorted(names().items()):
            self.addItem(_("{code} – {name}").format(code=known, name=name), known)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.show_code(code or of_locale())

    def code(self) -> str:
        """Return what was chosen or typed; whether there is such a currency is not told here."""
        text = self.currentText().strip()
        row = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return self.itemData(row) if row >= 0 else text.upper()

    def show_code(self, code: str) -> None:
        """Show this currency."""
        row = self.findData(code)
        self.setCurrentIndex(row)
        if row < 0:
            self.setEditText(code)


def of_locale() -> str:
    """Return the currency of the system's region."""
    code = QLocale().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return code or FALLBACK


def names() -> dict[str, str]:
    """Return the currencies offered by name."""
    return {
        "AUD": _("Australian dollar"),
        "BGN": _("Bulgarian lev"),
        "CAD": _("Canadian dollar"),
        "CHF": _("Swiss franc"),
        "CZK": _("Czech koruna"),
        "DKK": _("Danish krone"),
        "EUR": _("Euro"),
        "GBP": _("Pound sterling"),
        "HUF": _("Hungarian forint"),
        "ILS": _("Israeli shekel"),
        "INR": _("Indian rupee"),
        "ISK": _("Icelandic króna"),
        "JPY": _("Japanese yen"),
        "NOK": _("Norwegian krone"),
        "NZD": _("New Zealand dollar"),
        "PLN": _("Polish złoty"),
        "RON": _("Romanian leu"),
        "SEK": _("Swedish krona"),
        "TRY": _("Turkish lira"),
        "UAH": _("Ukrainian hryvnia"),
        "USD": _("US dollar"),
        "ZAR": _("South African rand"),
    }
