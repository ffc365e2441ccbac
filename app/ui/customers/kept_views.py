"""The views that somebody named, kept on this computer."""

from collections.abc import Sequence

from app.services.customers import views
from app.services.customers.views import View
from app.ui.window_state import WindowState

KEY = "customers/views"


class KeptViews:
    """Reads and writes the list of views with every change of it."""

    def __init__(self, state: WindowState) -> None:
        self._state = state
        self._views = views.from_text(state.remembered(KEY))

    def all(self) -> Sequence[View]:
        """Return the views by name."""
        return self._views

    def keep(self, view: View) -> None:
        """Keep a view in place of one of the same name."""
        self._store(views.added(self._views, view))

    def forget(self, name: str) -> None:
        """Take a view off the list."""
        self._store(views.without(self._views, name))

    def _store(self, kept: list[View]) -> None:
        self._views = kept
        self._state.remember(KEY, views.as_text(kept))
