"""Imports what will be needed soon, beside the window that is already there."""

import sys
from collections.abc import Sequence
from importlib import import_module
from threading import Thread


def warm_up(modules: Sequence[str]) -> Thread:
    """Import modules one after the other on a thread that never holds up the end."""
    thread = Thread(target=_import_all, args=(tuple(modules),), name="warm up", daemon=True)
    thread.start()
    return thread


def _import_all(modules: tuple[str, ...]) -> None:
    for name in modules:
        if sys.is_finalizing():
            return
        import_module(name)
