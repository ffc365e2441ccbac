"""Opens what is known of a customer's character, and lets the owner overrule it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.language import _
from app.ui.customer import character_names
from app.ui.customer.character_popover import CharacterPopover
from app.ui.customer.editor import Editor, Store
from app.ui.customer.inputs import Field
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.customers import characters, overrules
    from app.services.customers.characters import CharacterView
else:
    characters = later("app.services.customers.characters")
    overrules = later("app.services.customers.overrules")


class CharacterActions(QObject):
    """Every action is one write, told by the window in a toast with its undo."""

    fact_wanted = Signal(object)  # FactLink

    def __init__(self, tasks: Tasks, today: Callable[[], date], page: QWidget) -> None:
        super().__init__(page)
        self._tasks, self._today, self._page = tasks, today, page

    def explain(self, customer_id: int, anchor: QWidget) -> None:
        """Open the character of a customer below a widget."""
        self._tasks.read(
            characters.view, customer_id, self._today(), done=partial(self._open, anchor),
            replaces=(self, "character"),
        )  # fmt: skip

    def _open(self, anchor: QWidget, view: "CharacterView") -> None:
        popover = CharacterPopover(view, self._today(), self._page)
        popover.fact_wanted.connect(self.fact_wanted)
        popover.overrule_wanted.connect(partial(self._ask, view))
        popover.withdraw_wanted.connect(partial(self._withdraw, view.customer_id))
        popover.show_below(anchor)

    def _ask(self, view: "CharacterView") -> None:
        draft = overrules.OverruleDraft(view.customer_id)
        if view.overrule is not None:
            draft.character, draft.reason = view.overrule.character, view.overrule.reason
        title = _("Overrule: {name}").format(name=view.name)
        store, today = Store(overrules.overrule), self._today()
        Editor(self._tasks, title, fields(view), draft, store, today, self._page).open()

    def _withdraw(self, customer_id: int) -> None:
        self._tasks.write(overrules.withdraw, customer_id, self._today())


def fields(view: "CharacterView") -> list[Field]:
    """Return the fields of an overrule."""
    names = character_names.names()
    choices = [(key, name) for key, name in names.items() if key not in character_names.UNNAMED]
    computed = _("Computed: {character}. That stays visible beside your word.").format(
        character=names[view.computed]
    )
    return [
        Field("character", _("&It is"), "choice", [(None, _("Choose…")), *choices], hint=computed),
        Field("reason", _("&Why"), "lines", hint=_("What you know that the facts do not say")),
    ]
