"""A card that opens where one works, instead of a dialog over it: Enter saves, Esc leaves."""

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget
from typing_extensions import override

from app.language import _
from app.services.errors import Invalid


class InPlace(QFrame):
    """Hands its draft over once, and knows whether an answer that comes late still concerns it."""

    saved = Signal(object)  # the draft as edited
    left = Signal()  # the keyboard goes back to the list

    def __init__(self, save: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._sent: Any = None  # the draft that is on its way to the book
        self._save, self._cancel = QPushButton(save), QPushButton(_("Cancel"))
        self._save.setProperty("look", "main")
        self._save.clicked.connect(self.save)
        self._cancel.setToolTip(_("Cancel (Esc)"))
        self._cancel.clicked.connect(self.leave)
        self.hide()

    def draft(self) -> Any:
        """Return what was edited; raises Invalid."""
        raise NotImplementedError

    def catch_up(self, theirs: Any) -> None:
        """Show field by field what was changed meanwhile; the next Save builds on it."""
        raise NotImplementedError

    def refuse(self, error: Invalid) -> None:
        """Say at its field what was refused, and go there."""
        raise NotImplementedError

    def clear_errors(self) -> None:
        """Take back every sentence."""
        raise NotImplementedError

    def begin(self) -> None:
        """Forget what was sent and said before: it opens for something else."""
        self._sent = None
        self.clear_errors()

    @Slot()
    def save(self) -> None:
        """Hand the draft over, unless a field cannot be read or it is on its way already."""
        if self._sent is not None:
            return
        self.clear_errors()
        try:
            self._sent = self.draft()
        except Invalid as error:
            self.refuse(error)
        else:
            self.saved.emit(self._sent)

    @Slot()
    def leave(self) -> None:
        """Close without saving."""
        self.hide()
        self.left.emit()

    def waits_for(self, draft: Any) -> bool:
        """Return whether what stands here is still what was sent."""
        return draft is self._sent and not self.isHidden()

    def take_answer(self, draft: Any) -> bool:
        """Let it be saved again, now that a draft was answered; return whether it waited for it."""
        waited = self.waits_for(draft)
        if waited:
            self._sent = None
        return waited

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                (self.leave if self._cancel.hasFocus() else self.save)()
            case _:
                super().keyPressEvent(event)
