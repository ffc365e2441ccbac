"""Makes one of two: shows both, asks where they contradict each other, says what moves."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.services.errors import AppError
from app.ui import icons
from app.ui.customers.merge_fields import MergeFields
from app.ui.customers.merge_kinds import Kind, by_key, moving
from app.ui.later import later
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from app.services.book.database import Committed
    from app.services.customers import merged_fields
    from app.services.customers.comparing import Comparison
else:
    merged_fields = later("app.services.customers.merged_fields")

SIZE = (780, 600)
WATCHED = frozenset({"customers", "contacts"})


class MergeDialog(QDialog):
    """Shown with ``open()``. Enter merges, Esc leaves; the window's toast offers Undo.

    Where the book changed meanwhile, both are compared anew, and what was chosen stays chosen.
    """

    merged = Signal(object)  # the id of the kept one

    def __init__(
        self,
        tasks: Tasks,
        kind: Kind,
        ids: tuple[int, int],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(kind.title)
        self.resize(*SIZE)
        self._tasks, self._kind, self._today = tasks, kind, today
        self._ids = ids
        self._shown: Comparison | None = None
        self._taken: dict[str, int] = {}  # from which of the two a field was taken by hand
        self._under_way = False
        self._build()
        tasks.changed.connect(self._changed)
        self._compare()

    def _build(self) -> None:
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.moving = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        hint = QLabel(
            _("Nothing is lost and nobody is told. Undo makes two of them again, as they were."),
            wordWrap=True,
        )
        hint.setProperty("look", "caption")
        self.trouble = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._scroll, 1)
        for part in (self.moving, hint, self.trouble):
            column.addWidget(part)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.swap = QPushButton(icons.icon("redo"), self._kind.swap, autoDefault=False)
        self.swap.setProperty("look", "quiet")
        self.swap.clicked.connect(self._swap)
        buttons = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(buttons.Ok | buttons.Cancel)
        self.merge = box.button(buttons.Ok)
        self.merge.setText(_("Merge"))
        box.button(buttons.Cancel).setText(_("Cancel"))
        box.accepted.connect(self._merge)
        box.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.swap)
        foot.addStretch(1)
        foot.addWidget(box)
        self.merge.setEnabled(False)
        return foot

    def _compare(self) -> None:
        self._tasks.read(
            self._kind.compare, *self._ids, done=self._show, failed=self._cannot, replaces=self
        )

    @Slot(object)
    def _show(self, comparison: "Comparison") -> None:
        before, self._shown = self._shown, comparison
        same = before is not None and before.kept_id == comparison.kept_id
        if same and before == comparison:
            return
        self.fields = MergeFields(comparison, by_key(self._kind))
        for name, whose in self._taken.items():
            self.fields.choose(name, theirs=whose == comparison.other_id)
        self.fields.picked.connect(self._take)
        self._scroll.setWidget(self.fields)
        self.moving.setText(moving(comparison))
        self.trouble.say(_("One of them was changed meanwhile; this is how they are.") * same)
        self.merge.setEnabled(True)
        first = next(iter(self.fields.choices.values()), (self.merge,))
        first[0].setFocus()

    @Slot(str, bool)
    def _take(self, name: str, theirs: bool) -> None:
        self._taken[name] = self._ids[theirs]

    @Slot()
    def _swap(self) -> None:
        self._ids = self._ids[1], self._ids[0]
        self._compare()

    @Slot()
    def _merge(self) -> None:
        if self._shown is None or not self.merge.isEnabled():
            return
        self._under_way = True
        self.merge.setEnabled(False)
        choices = merged_fields.Choices(self.fields.theirs(), self._shown.versions)
        self._tasks.write(
            self._kind.merge, *self._ids, choices, self._today(),
            done=self._done, failed=self._not_merged,
        )  # fmt: skip

    @Slot(object)
    def _done(self, kept_id: object) -> None:
        self.merged.emit(kept_id)
        self.accept()

    @Slot(object)
    def _not_merged(self, error: Exception) -> None:
        self._under_way = False
        self._compare()
        self._cannot(error)
        self.merge.setEnabled(True)

    @Slot(object)
    def _cannot(self, error: Exception) -> None:
        """Say why these two cannot be compared or merged; one of them may be gone."""
        self.merge.setEnabled(False)
        if isinstance(error, AppError):
            self.trouble.say(str(error))
        else:
            self._tasks.failed.emit(error)

    @Slot(object)
    def _changed(self, committed: "Committed") -> None:
        if not self._under_way and not committed.tables.isdisjoint(WATCHED):
            self._compare()
