"""The menu of a card: open it, move it, go to its customer."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.language import _
from app.models.kinds import LoopStep
from app.ui.feedback import words

if TYPE_CHECKING:
    from app.services.feedback.loops import LoopCard


def card_menu(
    card: "LoopCard",
    open_card: "Callable[[LoopCard], object]",
    move: Callable[[int, LoopStep], object],
    open_customer: Callable[[int], object],
    parent: QWidget,
) -> QMenu:
    """Return a menu that deletes itself."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    first = menu.addAction(_("Open card\tEnter"), lambda: open_card(card))
    menu.setDefaultAction(first)
    menu.addAction(_("Open customer"), lambda: open_customer(card.customer_id))
    menu.addSeparator()
    here = words.STEPS.index(card.step)
    keys = {here - 1: "Ctrl+←", here + 1: "Ctrl+→"}
    for n, (step, name) in enumerate(words.columns().items()):
        text = _("Move to “{column}”").format(column=name)
        action = menu.addAction(f"{text}\t{keys.get(n, '')}", lambda step=step: move(card.id, step))
        action.setEnabled(step is not card.step)
    return menu
