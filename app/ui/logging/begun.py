"""What was begun in the quick log and not logged, taken out to be kept and put in again."""

from collections.abc import Mapping
from typing import Any

from app.ui.logging.customer_line import Named
from app.ui.logging.pane import Pane
from app.ui.logging.window import QuickLog

NAMES = ("interaction", "feedback", "answer")  # of the modes, in their order; kept in books


def said(window: QuickLog) -> dict[str, Any] | None:
    """Return it as JSON can hold it, None for nothing."""
    begun = {name: pane.unfinished() for name, pane in _panes(window) if not pane.is_blank()}
    customer = {"customer_id": window.customer.picked_id(), "customer": window.customer.text()}
    return {**customer, "panes": begun} if begun else None


def take_up(window: QuickLog, said: Mapping[str, Any]) -> None:
    """Put it in again; whether the customer is still there, the book says when it is logged."""
    for name, pane in _panes(window):
        pane.take_up(said["panes"].get(name, {}))
    if said["customer_id"] is None:
        window.customer.setText(said["customer"])
    else:
        window.customer.pick(Named(said["customer_id"], said["customer"]))


def _panes(window: QuickLog) -> list[tuple[str, Pane]]:
    return list(zip(NAMES, window.panes, strict=True))
