"""A field that finds a customer or a person as one types, without holding up the keys."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget
from typing_extensions import override

REST = 60  # milliseconds


class Candidate(Protocol):
    """What is offered."""

    @property
    def id(self) -> int:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """What is typed and shown."""
        ...


class Offered(Candidate, Protocol):
    """What was found for what was typed."""

    @property
    def sure(self) -> bool:
        """Whether it can hardly be another: nobody has to look before it is taken."""
        ...


Lookup = Callable[[str, Callable[[Sequence[Offered]], object]], object]


class LookupField(QLineEdit):
    """``lookup(text, done)`` answers ``done`` with the best candidates, the best first.

    Enter takes the marked one, or the best that is seen. Tab and leaving the field take the marked
    one, or the best if it is sure; who types faster than the answer comes goes on, and such a one
    is taken when it is there. What fits nothing leaves no value.
    """

    picked = Signal(object)  # the candidate, or None when the text no longer names one

    def __init__(self, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookup = lookup
        self._offered: Sequence[Offered] = ()
        self._picked: Candidate | None = None
        self._unanswered = self._in_a_hurry = False
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask)
        self._names = QStringListModel(self)
        self._list = QCompleter(self._names, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._popup = QListView()
        self._list.setPopup(self._popup)
        self._list.setWidget(self)
        self._list.activated.connect(self._activated)
        self.textEdited.connect(self._edited)

    def picked_id(self) -> int | None:
        """Return whom the field names."""
        return self._picked.id if self._picked else None

    def pick(self, candidate: Candidate | None) -> None:
        """Name this one, or nobody."""
        self._rest.stop()
        self._popup.hide()
        self._unanswered = self._in_a_hurry = False
        changed = candidate is not self._picked
        self._picked = candidate
        self.setText(candidate.name if candidate is not None else "")
        if changed:
            self.picked.emit(candidate)

    def keep_text(self) -> None:
        """Take nothing in place of what stands here until something else is typed."""
        self._rest.stop()
        self._popup.hide()
        self._offered = ()
        self._unanswered = self._in_a_hurry = False

    @override
    def event(self, event: QEvent) -> bool:
        # Tab never arrives as an ordinary key press: Qt takes it to move the focus
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Tab:
                self._leave()
            elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._take_best():
                return True
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._leave()
        super().focusOutEvent(event)

    def _take_best(self) -> bool:
        """Take the marked candidate, or the best; say whether there was one to take."""
        if self._picked is not None or not self.text().strip():
            return False
        if not self._offered:
            self._in_a_hurry = self._unanswered
            return False
        row = self._popup.currentIndex().row()
        self._pick_row(max(0, row))
        return True

    def _leave(self) -> None:
        """Take what Enter would, but nothing that nobody looked at and that may be another."""
        marked = self._popup.selectedIndexes()  # the first is current without being marked
        if marked or not self._offered or self._offered[0].sure:
            self._take_best()

    def _edited(self, _text: str) -> None:
        if self._picked is not None:
            self._picked = None
            self.picked.emit(None)
        self._offered = ()
        self._unanswered, self._in_a_hurry = True, False
        self._rest.start()

    def _ask(self) -> None:
        text = self.text().strip()
        if text:
            self._lookup(text, self._offer)
        else:
            self._offer(())

    def _offer(self, candidates: Sequence[Any]) -> None:
        if not self._unanswered:
            return
        self._offered = candidates
        self._unanswered = False
        if self._in_a_hurry:
            self._in_a_hurry = False
            self._leave()
            return
        self._names.setStringList([candidate.name for candidate in candidates])
        if candidates and self.hasFocus():
            self._list.complete()
        else:
            self._popup.hide()

    def _activated(self, _name: str) -> None:
        # by its row, not by its name: two may be called the same
        self._pick_row(self._popup.currentIndex().row())

    def _pick_row(self, row: int) -> None:
        if 0 <= row < len(self._offered):
            self.pick(self._offered[row])
