"""Says quietly, while the name of a new customer is typed, that one like it is there already."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Slot

from app.language import _
from app.ui.customer.editor import Editor
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from app.services.customers import duplicates
else:
    duplicates = later("app.services.customers.duplicates")

PAUSE = 250  # milliseconds without a key


class LooksLike(QObject):
    """Watches the name in the form of a new customer; saving is never in its way."""

    def __init__(self, tasks: Tasks, editor: Editor) -> None:
        super().__init__(editor)
        self._tasks, self._editor = tasks, editor
        self._name = cast("QLineEdit", editor.inputs["name"].widget)
        self._typing = QTimer(self, singleShot=True, interval=PAUSE)
        self._typing.timeout.connect(self.look)
        self._name.textEdited.connect(self._typing.start)

    @Slot()
    def look(self) -> None:
        """Look whether a customer of such a name is there."""
        self._tasks.read(duplicates.looks_like, self._name.text(), done=self._say, replaces=self)

    @Slot(object)
    def _say(self, found: tuple[int, str] | None) -> None:
        self._editor.tell("name", _("Looks like {name}").format(name=found[1]) if found else "")
