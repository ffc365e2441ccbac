"""Vendors and colleagues: whom we buy from, and who of us carries which customers."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.models.kinds import VendorKind
from app.ui import formats
from app.ui.later import later
from app.ui.page import Page
from app.ui.table_model import Column
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.vendors.editable_list import EditableList, Kind
from app.ui.widgets.date_field import DateField
from app.ui.widgets.typed import day_parser

if TYPE_CHECKING:
    from app.services.contracts import colleagues, vendors
    from app.services.contracts.colleagues import ColleagueRow
    from app.services.contracts.vendors import VendorRow
else:
    colleagues = later("app.services.contracts.colleagues")
    vendors = later("app.services.contracts.vendors")

NOTE_HEIGHT = 72


class VendorsPage(Page):
    """Two lists, one behind the other."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"vendors", "colleagues", "contracts", "customers", "renewals"}
    )

    voice_wanted = Signal(object, str)  # the vendor's id and name

    def __init__(
        self, tasks: Tasks, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, parent)
        self._today = today
        self.vendors = EditableList(tasks, vendor_kind(today), _vendor_fields())
        self.colleagues = EditableList(tasks, colleague_kind(), _colleague_fields(today))
        self.vendors.further_wanted.connect(self._voice)
        title = QLabel(_("Vendors and colleagues"))
        title.setProperty("look", "display")
        both = QTabWidget()
        both.setDocumentMode(True)
        both.addTab(self.vendors, _("Vendors"))
        both.addTab(self.colleagues, _("Colleagues"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(title)
        column.addWidget(both, 1)
        self.setFocusProxy(self.vendors)

    @Slot(object)
    def _voice(self, row: "VendorRow") -> None:
        self.voice_wanted.emit(row.id, row.name)

    @override
    def reload(self) -> None:
        self._tasks.read(
            vendors.overview, self._today(), done=self.vendors.show_rows, replaces=self.vendors
        )
        self._tasks.read(
            colleagues.overview, done=self.colleagues.show_rows, replaces=self.colleagues
        )


def kind_words() -> dict[VendorKind, str]:
    """Return what a vendor can be, in words."""
    return {
        VendorKind.MANUFACTURER: _("Manufacturer"),
        VendorKind.DISTRIBUTOR: _("Distributor"),
    }


def vendor_kind(today: Callable[[], date]) -> Kind:
    """Return all that the list of vendors needs."""
    columns: list[Column[VendorRow]] = [
        Column("name", _("Name"), lambda row: row.name, strong=True, optional=False, width=230),
        Column("kind", _("Kind"), lambda row: kind_words()[row.kind] if row.kind else "",
               width=116),
        Column("customers", _("Customers"), lambda row: formats.number(row.customers),
               sort=lambda row: row.customers, align="end", width=92),
        Column("contracts", _("Contracts"), lambda row: formats.number(row.contracts),
               sort=lambda row: row.contracts, align="end", width=92),
        Column("value", _("Yearly value"), values, tooltip=values,
               sort=lambda row: row.values[0][1] if row.values else 0, align="end", width=190),
        Column("upstream", _("We are bound until"),
               lambda row: upstream(row, today()), sort=lambda row: row.upstream_ends, width=150,
               explained=_("The first day from now on at which a commitment of ours ends")),
        Column("website", _("Website"), lambda row: row.website, width=150),
    ]  # fmt: skip
    return Kind(
        "vendors",
        "vendors",
        _("Vendors"),
        _("New vendor"),
        _("No vendors yet"),
        _("Manufacturers and distributors whose products your contracts carry."),
        columns,
        vendors.VendorDraft,
        vendors.load,
        vendors.save,
        vendors.delete,
        _("Vendor voice…"),
    )


def colleague_kind() -> Kind:
    """Return all that the list of colleagues needs."""
    columns: list[Column[ColleagueRow]] = [
        Column("name", _("Name"), lambda row: row.name, strong=True, optional=False, width=230),
        Column("role", _("Role"), lambda row: row.role, width=180),
        Column("email", _("E-mail"), lambda row: row.email, width=220, stretch=True),
        Column("customers", _("Customers"), lambda row: formats.number(row.customers),
               sort=lambda row: row.customers, align="end", width=92),
        Column("left_on", _("Left on"), lambda row: formats.day(row.left_on) if row.left_on else "",
               sort=lambda row: row.left_on, width=110),
    ]  # fmt: skip
    return Kind(
        "colleagues",
        "colleagues",
        _("Colleagues"),
        _("New colleague"),
        _("No colleagues yet"),
        _("Those of your firm who own customers, keep promises and log what happens."),
        columns,
        colleagues.ColleagueDraft,
        colleagues.load,
        colleagues.save,
        colleagues.delete,
    )


def values(row: "VendorRow") -> str:
    """Return the yearly value of a vendor's contracts, each currency by itself."""
    return " + ".join(formats.money(value, currency, whole=True) for currency, value in row.values)


def upstream(row: "VendorRow", today: date) -> str:
    """Return when a commitment of ours to the vendor ends next."""
    return formats.day_and_month(row.upstream_ends, today) if row.upstream_ends else ""


def _vendor_fields() -> list[tuple[str, str, QWidget]]:
    kind = QComboBox()
    kind.addItem(_("not said"), None)
    for value, words in kind_words().items():
        kind.addItem(words, value)
    note = QPlainTextEdit()
    note.setFixedHeight(NOTE_HEIGHT)
    return [
        ("name", _("&Name"), QLineEdit()),
        ("kind", _("&Kind"), kind),
        ("website", _("&Website"), QLineEdit()),
        ("note", _("N&ote"), note),
    ]


def _colleague_fields(today: Callable[[], date]) -> list[tuple[str, str, QWidget]]:
    return [
        ("name", _("&Name"), QLineEdit()),
        ("role", _("&Role"), QLineEdit()),
        ("email", _("&E-mail"), QLineEdit()),
        ("left_on", _("Left &on"), DateField(day_parser(today, ahead=False))),
    ]
