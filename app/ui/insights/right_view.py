"""The section Were we right?: worked out in portions, kept until it is asked for again."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.ui import formats
from app.ui.insights.audit_run import DISTANCES, AuditRun
from app.ui.insights.replay_panel import ReplayPanel
from app.ui.insights.run_line import RunLine
from app.ui.insights.view import WAITING, SectionView
from app.ui.later import later
from app.ui.tokens import Space

if TYPE_CHECKING:
    from app.models.kinds import Surprise
    from app.services.book.database import Committed
    from app.services.contracts import surprises
    from app.services.insights import replay, right
    from app.services.insights.audit import Audit
    from app.services.insights.replay import Replay
    from app.services.insights.right import Right, Said
else:
    replay = later("app.services.insights.replay")
    right = later("app.services.insights.right")
    surprises = later("app.services.contracts.surprises")

FIRST = 90  # days: where renewals are reviewed, and teach
ROW = "renewal:"


class RightView(SectionView):
    """What changes while it is seen is told, and waits until somebody asks for it."""

    @override
    def reload(self) -> None:
        self.run.start(self._today())

    @override
    def above(self) -> Sequence[QWidget]:
        return (self.line,)

    @override
    def waiting(self) -> QWidget:
        """Return the progress of the first audit, in the middle."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.addStretch(1)
        column.addWidget(self.first_line)
        column.addStretch(2)
        return whole

    @override
    def take_note(self, committed: "Committed | None") -> None:
        if committed is None:
            self.run.cancel()
            self._audits, self._named, self._open = {}, {}, None
            self._stack.setCurrentIndex(WAITING)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        day = self._today()
        self._stale |= any(one.as_of != day for one in self._audits.values())
        super().showEvent(event)

    @override
    def show_facts(self, figure_id: str, name: str = "") -> None:
        if figure_id.startswith(ROW):
            said = next((one for one in self.shown().said if one.id == figure_id), None)
            if said is not None:
                self.show_replay(said)
            return
        self._open = figure_id, name
        self._tasks.background(
            right.behind,
            self.shown().audit,
            figure_id,
            done=partial(self._show_facts, figure_id, name),
        )

    def show_replay(self, said: "Said") -> None:
        """Show what was to be seen of a renewal at the distance that is chosen."""
        self._open = said.id, ""
        self._tasks.read(
            replay.replay,
            said.forecast.renewal_id,
            self._today(),
            self.distance(),
            done=partial(self._show_replay, said),
            replaces=self.replay,
        )

    @Slot()
    @override
    def leave_facts(self) -> None:
        if self.room is not None:
            self.room.show()
        super().leave_facts()

    def distance(self) -> int:
        """Return how many days before the decision is looked at."""
        return DISTANCES[self._distances.checkedId()]

    @override
    def _build(self) -> None:
        self._audits: dict[int, Audit] = {}
        self._named: dict[int, Surprise | None] = {}  # since the audit
        self._naming: set[int] = set()
        self.run = AuditRun(self._tasks, self)
        self.run.done.connect(self._take)
        self.line, self.first_line = RunLine(self.run), RunLine(self.run)
        for line in (self.line, self.first_line):
            line.wanted.connect(self._compute_again)
        self.replay = ReplayPanel()
        self.replay.customer_wanted.connect(self.customer_wanted)
        self.replay.left.connect(self.leave_facts)
        self.replay.named.connect(self._name)
        super()._build()
        self.heading.put_beside(self._make_switch())
        self._below.addWidget(self.replay)

    def _make_switch(self) -> QWidget:
        whole = QFrame()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        self._distances = QButtonGroup(self)
        for number, days in enumerate(DISTANCES):
            button = QToolButton()
            button.setProperty("look", "chip")
            button.setText(_("{n} days").format(n=formats.number(days)))
            button.setToolTip(_("What was said so many days before the last day to decide"))
            button.setCheckable(True)
            button.setChecked(days == FIRST)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._distances.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._distances.idClicked.connect(self._turn)
        return whole

    @Slot(object)
    @override
    def _on_changed(self, committed: "Committed") -> None:
        if committed.tables.isdisjoint(self.spec.watches) or self._is_ours(committed):
            return
        self._stale = True
        self._offer_again()

    def _is_ours(self, committed: "Committed") -> bool:
        """Say whether only what surprised us was written, which no forecast reads."""
        written = {row for row in committed.rows if row[0] in self.spec.watches}
        bulk = committed.in_bulk & self.spec.watches
        return not bulk and bool(written) and written <= {("renewals", n) for n in self._naming}

    def _offer_again(self) -> None:
        if self._audits and not self.run.is_under_way:
            self.line.offer(_("The book has changed since this was worked out."))

    @Slot()
    def _compute_again(self) -> None:
        self._stale = False
        self.reload()

    @Slot(object)
    def _take(self, audits: "Sequence[Audit]") -> None:
        self._audits, self._named = {one.horizon: one for one in audits}, {}
        self._turn()
        if self._stale:
            self._offer_again()

    @Slot()
    def _turn(self) -> None:
        """Show the distance that is chosen; a renewal that is looked at stays."""
        if not self._audits:
            return
        self._show(self.shown())
        if self._open is not None:
            self.show_facts(*self._open)

    def shown(self) -> "Right":
        """Return what is said at the distance that is chosen, once it is worked out."""
        return right.told(self._audits[self.distance()], self._named)

    def _show_replay(self, said: "Said", found: "Replay") -> None:
        if self._open is None or self._open[0] != said.id:
            return  # left in the meantime
        self.replay.show_replay(said, found)
        if self._below.currentWidget() is not self.replay:
            if self.room is not None:
                self.room.hide()
            self._below.setCurrentWidget(self.replay)
            self.replay.setFocus()

    @Slot(int, object)
    def _name(self, renewal_id: int, surprise: "Surprise | None") -> None:
        self._naming.add(renewal_id)
        self._tasks.write(
            surprises.name_surprise,
            renewal_id,
            surprise,
            done=partial(self._has_named, renewal_id, surprise),
            failed=self._not_named,
        )

    def _has_named(self, renewal_id: int, surprise: "Surprise | None", _outcome: Any) -> None:
        self._naming.discard(renewal_id)
        self._named[renewal_id] = surprise
        self._show(self.shown())

    @Slot(object)
    def _not_named(self, error: Exception) -> None:
        self._naming.clear()
        self._tasks.failed.emit(error)
        if self._open is not None:
            self.show_facts(*self._open)  # what is stored is shown again
