"""Which report: for the owner, for a customer, for a vendor, or of the whole book."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.ui.later import later
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine
from app.ui.widgets.lookup_field import LookupField

if TYPE_CHECKING:
    from app.services.contracts import vendors
    from app.services.customers import customers, finding
else:
    vendors = later("app.services.contracts.vendors")
    customers = later("app.services.customers.customers")
    finding = later("app.services.customers.finding")

INDENT = 28  # pixels: what belongs to a choice stands under its words
WIDTH = 480


class ReportDialog(QDialog):
    """Shown with ``open()``; Enter goes on to where the PDF is to lie, Esc leaves."""

    REVIEW, PACK, VOICE, INSIGHTS = range(4)

    review_wanted = Signal()
    pack_wanted = Signal(object, str)  # the customer's id and name
    voice_wanted = Signal(object, str)  # the vendor's
    insights_wanted = Signal()

    def __init__(
        self, tasks: Tasks, customer_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks = tasks
        self.customer = LookupField(self._find)
        self.vendor = QComboBox()
        self._trouble = ErrorLine(self.customer)
        self._choices = QButtonGroup(self)
        self._build()
        self.choose(self.REVIEW if customer_id is None else self.PACK)
        if customer_id is not None:
            tasks.read(customers.row, customer_id, done=self.customer.pick)
        tasks.read(vendors.names, done=self._show_vendors)

    def choose(self, choice: int) -> None:
        """Choose one of the reports."""
        self._choices.button(choice).setChecked(True)
        self._follow()

    @override
    def accept(self) -> None:
        match self._choices.checkedId():
            case ReportDialog.PACK:
                name, customer_id = self.customer.text().strip(), self.customer.picked_id()
                if customer_id is None:
                    self._trouble.say(_("Please say which customer."))
                    self.customer.setFocus()
                    return
                super().accept()
                self.pack_wanted.emit(customer_id, name)
            case ReportDialog.VOICE:
                super().accept()
                self.voice_wanted.emit(self.vendor.currentData(), self.vendor.currentText())
            case ReportDialog.INSIGHTS:
                super().accept()
                self.insights_wanted.emit()
            case _:
                super().accept()
                self.review_wanted.emit()

    def _build(self) -> None:
        self.setWindowTitle(_("Report as PDF"))
        self.setMinimumWidth(WIDTH)
        self.customer.setAccessibleName(_("Customer"))
        self.customer.setPlaceholderText(_("Type a few letters of the name"))
        self.customer.picked.connect(lambda _one: self._trouble.say(""))
        self.vendor.setAccessibleName(_("Vendor"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.S)
        for choice, (name, about, fields) in enumerate(self._offered()):
            button = QRadioButton(name)
            self._choices.addButton(button, choice)
            column.addWidget(button)
            below = QVBoxLayout()
            below.setContentsMargins(INDENT, 0, 0, Space.M)
            below.setSpacing(Space.XS)
            caption = QLabel(about, wordWrap=True)
            caption.setProperty("look", "caption")
            for part in (caption, *fields):
                below.addWidget(part)
            column.addLayout(below)
        self._choices.idToggled.connect(self._follow)
        column.addStretch(1)
        column.addWidget(self._buttons())
        self.resize(WIDTH, column.totalHeightForWidth(WIDTH))

    def _offered(self) -> list[tuple[str, str, tuple[QWidget, ...]]]:
        return [
            (
                _("&Renewal review"),
                _("For the owner: a line per renewal, and a page for every customer at risk."),
                (),
            ),
            (
                _("Review &pack for a customer"),
                _(
                    "For the meeting with it: goals, promises, what it said and we did, what we "
                    "ask. Nothing internal is in it; read it once before you hand it over."
                ),
                (self.customer, self._trouble),
            ),
            (
                _("&Vendor voice"),
                _("For a vendor: what customers say of its products, without their names."),
                (self.vendor,),
            ),
            (
                _("&Insights"),
                _("What the whole book says: every section with its figures and their ranges."),
                (),
            ),
        ]

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        save = buttons.addButton(_("Save as PDF…"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setDefault(True)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _follow(self) -> None:
        """Only what belongs to the choice can be filled in."""
        choice = self._choices.checkedId()
        self.customer.setEnabled(choice == self.PACK)
        self.vendor.setEnabled(choice == self.VOICE)
        if choice == self.PACK:
            self.customer.setFocus()
        else:
            self._trouble.say("")

    def _find(self, text: str, done: Callable[[Sequence[Any]], object]) -> None:
        self._tasks.read(finding.find_customers, text, done=done, replaces=self)

    @Slot(object)
    def _show_vendors(self, named: Sequence[tuple[int, str]]) -> None:
        for vendor_id, name in named:
            self.vendor.addItem(name, vendor_id)
        self._choices.button(self.VOICE).setEnabled(bool(named))
