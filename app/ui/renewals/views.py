"""The three views of the renewals: the list, the owner's review, the forecast."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.ui import formats
from app.ui.later import later
from app.ui.page import Page
from app.ui.renewals.forecast_page import ForecastPage
from app.ui.renewals.page import RenewalsPage
from app.ui.renewals.review_page import ReviewPage
from app.ui.tasks import Tasks
from app.ui.tokens import FIELD_HEIGHT, Space

if TYPE_CHECKING:
    from app.services.contracts import reviews
else:
    reviews = later("app.services.contracts.reviews")

LIST, REVIEW, FORECAST = range(3)


class RenewalViews(Page):
    """A view costs nothing until it is seen; the switch says how many reviews wait."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"renewal_reviews", "renewals", "contracts", "customers"}
    )

    def __init__(
        self,
        tasks: Tasks,
        today: Callable[[], date],
        you: Callable[[], int | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tasks, parent)
        self._today = today
        self.list = RenewalsPage(tasks, today)
        self.review = ReviewPage(tasks, today, you)
        self.forecast = ForecastPage(tasks, today)
        self.list.counted.connect(self.counted)
        self.review.list_wanted.connect(lambda: self.turn(LIST))
        self.forecast.part_wanted.connect(self._show_part)
        for view in (self.list, self.review, self.forecast):
            view.customer_wanted.connect(self.customer_wanted)
        self._build()

    @override
    def reload(self) -> None:
        self._tasks.read(reviews.count_waiting, self._today(), done=self._count, replaces=self)

    def turn(self, view: int) -> None:
        """Show one of the views."""
        self.switch.setCurrentIndex(view)

    def focus_filter(self) -> None:
        """Put the cursor into the field that filters what is shown."""
        if self.switch.currentIndex() == REVIEW:
            self.review.focus_filter()
        else:
            self.turn(LIST)
            self.list.focus_filter()

    def show_contract(self, contract_id: int) -> None:
        """Go to the open renewal of a contract, in the list."""
        self.turn(LIST)
        self.list.show_contract(contract_id)

    def show_review(self, contract_id: int) -> None:
        """Open the review of a contract's renewal."""
        self.turn(REVIEW)
        self.review.show_contract(contract_id)

    def _build(self) -> None:
        title = QLabel(_("Renewals"))
        title.setProperty("look", "display")
        self.switch = QTabBar()
        self.switch.setExpanding(False)
        self.switch.setAccessibleName(_("List, review or forecast"))
        self._stack = QStackedWidget()
        for words, view in (
            (_("List"), self.list),
            (_("Review"), self.review),
            (_("Forecast"), self.forecast),
        ):
            self.switch.addTab(words)
            self._stack.addWidget(view)
        above = QHBoxLayout()
        above.setContentsMargins(Space.XL, Space.XL, Space.XL, 0)
        above.setSpacing(Space.L)
        above.addStrut(FIELD_HEIGHT + Space.XS)
        above.addWidget(title)
        above.addWidget(self.switch)
        above.addStretch(1)
        above.addWidget(self.list.heading.tools)
        above.addWidget(self.review.tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(above)
        column.addWidget(self._stack, 1)
        self.switch.currentChanged.connect(self._turned)
        self._turned(LIST)

    @Slot(int)
    def _turned(self, view: int) -> None:
        self._stack.setCurrentIndex(view)
        self.list.heading.tools.setVisible(view == LIST)
        self.review.tools.setVisible(view == REVIEW)
        self.setFocusProxy((self.list, self.review, self.forecast)[view])

    @Slot(int)
    def _count(self, waiting: int) -> None:
        n = formats.number(waiting)
        self.switch.setTabText(REVIEW, _("Review ({n})").format(n=n) if waiting else _("Review"))

    @Slot(str, object)
    def _show_part(self, words: str, ids: "tuple[str, ...]") -> None:
        self.turn(LIST)
        self.list.show_part(words, ids)
        self.list.table.setFocus()
