"""The pages of the window: named in a table, made when first wanted, and the way back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.page import Page

CUSTOMER = "customer"


@dataclass(frozen=True)
class PageSpec:
    """One page: ``factory`` imports and makes it; ``within`` is the entry lit up for it.

    A page without ``icon`` has no entry in the sidebar; ``bottom`` puts the entry at its foot.
    """

    id: str
    title: str
    factory: Callable[[], Page]
    icon: str = ""
    shortcut: str = ""
    within: str = ""
    bottom: bool = False


@runtime_checkable
class ShowsCustomer(Protocol):
    """What the page "customer" is, beside a `Page`."""

    def show_customer(self, customer_id: int) -> None:
        """Show this customer."""
        ...


@runtime_checkable
class GoesToDay(Protocol):
    """A page that tells a story and can be turned to a day of it."""

    def go_to_day(self, day: date) -> None:
        """Show what happened on this day."""
        ...


@runtime_checkable
class Filters(Protocol):
    """A page that has a field to filter its list."""

    def focus_filter(self) -> None:
        """Put the cursor into the field."""
        ...


Place = tuple[str, int | None]


class PageStack(QStackedWidget):
    """Shows one page at a time; a page costs nothing until it is shown."""

    made = Signal(str, object)  # id and page, before it is first shown
    moved = Signal(object)  # the PageSpec now shown

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.specs = {spec.id: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._place: Place | None = None
        self._before: list[Place] = []

    @property
    def place(self) -> Place | None:
        """Where we are: the page's id, and the customer's if it is theirs."""
        return self._place

    def go(self, page_id: str, customer_id: int | None = None) -> Page:
        """Show a page, and remember where we came from."""
        place = (page_id, customer_id)
        if self._place is not None and place != self._place:
            self._before.append(self._place)
        return self._show(place)

    def back(self) -> None:
        """Show what was shown before."""
        if self._before:
            self._show(self._before.pop())

    def follow(self, gone: int, kept: int) -> None:
        """One customer was merged into another: all ways to it lead there now."""
        self._before = [(page, kept if whose == gone else whose) for page, whose in self._before]
        if self._place == (CUSTOMER, gone):
            self._show((CUSTOMER, kept))

    def leave(self, gone: int) -> None:
        """A customer was deleted: no way leads back there, and who stood there goes one back."""
        self._before = [place for place in self._before if place[1] != gone]
        if self._place == (CUSTOMER, gone):
            self._show(self._before.pop() if self._before else (next(iter(self.specs)), None))

    def forget_customers(self) -> None:
        """Another book was opened: no way leads back to the customers of the old one."""
        self._before = [place for place in self._before if place[1] is None]

    def _show(self, place: Place) -> Page:
        page_id, customer_id = place
        page = self._pages.get(page_id) or self._make(page_id)
        self._place = place
        if customer_id is not None:
            cast("ShowsCustomer", page).show_customer(customer_id)
        self.setCurrentWidget(page)
        self.setFocusProxy(page)
        self.moved.emit(self.specs[page_id])
        return page

    def _make(self, page_id: str) -> Page:
        page = self._pages[page_id] = self.specs[page_id].factory()
        page.setObjectName(page_id)
        self.addWidget(page)
        self.made.emit(page_id, page)
        return page
