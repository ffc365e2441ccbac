"""What becomes of a card's draft: kept, refused at its field, or brought up to date."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.services.errors import Conflict, Invalid
from app.ui.in_place import InPlace
from app.ui.tasks import Tasks


class Saver(QObject):
    """Takes what a card hands over to the book. The card may be elsewhere when the answer comes.

    ``save(session, draft, *more())`` keeps it; ``load``, called alike, returns what is stored now,
    or None where there is nothing.
    """

    kept = Signal(object, object)  # the draft, and what saving it returned: the card was left

    def __init__(
        self,
        tasks: Tasks,
        card: InPlace,
        save: Callable[..., Any],
        load: Callable[..., Any],
        more: Callable[[], tuple[Any, ...]] = tuple,
    ) -> None:
        super().__init__(card)
        self._tasks, self._card, self._more = tasks, card, more
        self._store, self._load = save, load
        card.saved.connect(self._send)

    @Slot(object)
    def _send(self, draft: Any) -> None:
        self._tasks.write(
            self._store, draft, *self._more(),
            done=partial(self._done, draft), failed=partial(self._refused, draft),
        )  # fmt: skip

    def _done(self, draft: Any, result: Any) -> None:
        if self._card.take_answer(draft):
            self._card.leave()
            self.kept.emit(draft, result)

    def _refused(self, draft: Any, error: Exception) -> None:
        if isinstance(error, Conflict) and self._card.waits_for(draft):
            self._tasks.read(
                self._load, draft, *self._more(),
                done=partial(self._compare, draft, error), failed=partial(self._say, draft),
            )  # fmt: skip
        else:
            self._say(draft, error)

    def _compare(self, draft: Any, error: Conflict, theirs: Any) -> None:
        """Bring the card up to date, unless it was refused for another reason."""
        changed = theirs is not None and theirs.version != draft.version
        if changed and self._card.take_answer(draft):
            self._card.catch_up(theirs)
        else:
            self._say(draft, error)

    def _say(self, draft: Any, error: Exception) -> None:
        """Say it at its field; where the card is gone, or it has no field, to the window."""
        if self._card.take_answer(draft) and isinstance(error, Invalid):
            self._card.refuse(error)
        else:
            self._tasks.failed.emit(error)
