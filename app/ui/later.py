"""Service modules that are imported where they are used: on the worker, after first paint.

    if TYPE_CHECKING:
        from app.services.customers import lists
    else:
        lists = later("app.services.customers.lists")

    tasks.read(lists.overview, text, done=self._model.set_rows)

The type checker sees the module; the window starts without it (and without SQLAlchemy).
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


class later:  # noqa: N801 - reads as a function where it is used
    """Stands for a module; its functions import it when they are called."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            return getattr(import_module(self._module), name)(*args, **named)

        call.__name__ = name
        return call
