"""Currency, and how dates, numbers and money are written here: as the system says."""

from datetime import date, datetime

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.language import _
from app.ui import formats
from app.ui.settings.company import Currency, FirmSettings
from app.ui.settings.section import Section
from app.ui.tokens import Space
from app.ui.widgets.form import Form

A_DAY, A_TIME = date(2026, 11, 22), datetime(2026, 11, 22, 14, 5)  # noqa: DTZ001 - an example
AN_AMOUNT = 1_234_567_89


class Formats(Section):
    """The currency is the book's; the way of writing is the system's, shown by an example."""

    def __init__(self, firm: FirmSettings, parent: QWidget | None = None) -> None:
        super().__init__(_("Currency and formats"), parent)
        self._firm = firm
        form = Form()
        self._currency = Currency(firm, form)
        self.body.addWidget(form)
        self._examples = {
            what: QLabel() for what in (_("Dates"), _("Times"), _("Numbers"), _("Money"))
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.XL)
        grid.setColumnStretch(1, 1)
        for row, (what, example) in enumerate(self._examples.items()):
            name = QLabel(what)
            name.setProperty("look", "muted")
            grid.addWidget(name, row, 0)
            grid.addWidget(example, row, 1)
        self.body.addLayout(grid)
        self._source = QLabel(wordWrap=True)
        self._source.setProperty("look", "caption")
        self.body.addWidget(self._source)
        firm.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        currency = self._firm.now.currency if self._firm.now else "EUR"
        amount = AN_AMOUNT * 10 ** formats.minor_digits(currency) // 100
        texts = (
            f"{formats.day(A_DAY)}  ·  {formats.long_day(A_DAY)}",
            formats.clock(A_TIME),
            f"{formats.number(1234.5, 1)}  ·  {formats.percent(0.46)}",
            formats.money(amount, currency),
        )
        for label, text in zip(self._examples.values(), texts, strict=True):
            label.setText(text)
        locale = QLocale()
        self._source.setText(
            _(
                "As your system writes them: {language} ({region}). Change it in the settings of "
                "the system and start Rapport again."
            ).format(
                language=QLocale.languageToString(locale.language()),
                region=QLocale.territoryToString(locale.territory()),
            )
        )
