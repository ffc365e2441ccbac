"""Imports what will be needed soon, beside the window that is already there."""

from collections.abc import Sequence
from importlib import import_module
from threading import Event, Thread


class WarmUp(Thread):
    """Imports modules one after the other on a thread of its own, until it is told to stop.

    Python waits for it at the end: to take its thread away in the middle of an import is not safe.
    """

    def __init__(self, modules: Sequence[str]) -> None:
        super().__init__(name="warm up")
        self._modules = modules
        self._enough = Event()

    def run(self) -> None:
        """Import them."""
        for name in self._modules:
            if self._enough.is_set():
                return
            import_module(name)

    def stop(self) -> None:
        """Import no more after the module under way."""
        self._enough.set()
