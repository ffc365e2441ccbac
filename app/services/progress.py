"""How long work says how far it is: ``progress(done, total)``, which raises when cancelled."""

from collections.abc import Callable

Progress = Callable[[int, int], None]


def silent(_done: int, _total: int) -> None:
    """Stand in where nobody watches."""
