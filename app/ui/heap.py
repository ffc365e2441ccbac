"""Keeps the memory of the program small: what libraries would keep of it for nothing."""

import linecache
import sys
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType

# of glibc's malloc.h
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_LARGE = 131_072  # bytes: what glibc begins with


def give_back() -> None:
    """Have large blocks given back as soon as they are freed, and all threads share one heap.

    Left alone, glibc raises both thresholds to many MiB with the first picture or report that is
    freed, and begins a heap for each thread: measured, eight minutes of a random user at 2,000
    customers left 104 MiB that nobody used. To be called before the first thread is begun.
    """
    if mallopt := _of_glibc("mallopt"):
        for name, value in ((_TRIM_THRESHOLD, _LARGE), (_MMAP_THRESHOLD, _LARGE), (_ARENA_MAX, 1)):
            mallopt(name, value)


def trim() -> None:
    """Give back now what lies free between blocks that are in use, which glibc keeps by itself.

    Half a millisecond where little is free. A random user at 2,000 customers had 20 MiB of it after
    five minutes.
    """
    if malloc_trim := _of_glibc("malloc_trim"):
        malloc_trim(0)


def read_no_sources() -> None:
    """Have PySide read the source of no module that is imported, and Python keep none.

    It looks for modules that want Qt's names in snake case, of which there are none here, and the
    lines of all it looked at stay in memory: 600,000 after a few minutes, 52 MiB. Nothing public
    turns it off. A program that is packed has no sources.
    """
    with suppress(ImportError):  # another version may have it elsewhere, and then reads
        from shibokensupport import feature  # pyright: ignore[reportMissingImports]

        feature._mod_uses_pyside = _wants_no_snake_case  # noqa: SLF001
    linecache.clearcache()


def _wants_no_snake_case(_module: ModuleType) -> bool:
    return False


def _of_glibc(name: str) -> Callable[..., int] | None:
    """Return a function of the C library; others have none of this name, and need none."""
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None), name, None)
