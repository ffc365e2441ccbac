"""Searches the book for the palette, as typed: only the newest question is answered."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.job import tell
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.services.customers import search
    from app.services.customers.search import Results
    from app.ui.palette_model import FoundRow
else:
    search = later("app.services.customers.search")


class Finding(QObject):
    """Asks the book and hands on what it found."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def search(self, text: str, done: "Callable[[Sequence[FoundRow]], object]") -> None:
        """Look for a text; ``done`` is called with what was found, unless typing goes on."""
        self._tasks.read(search.search, text, done=partial(self._found, done), replaces=self)

    def _found(self, done: "Callable[[Sequence[FoundRow]], object]", results: "Results") -> None:
        tell(done, results.found)
