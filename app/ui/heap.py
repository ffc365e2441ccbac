"""Keeps the memory of the program small: what libraries would keep of it for nothing."""

import linecache
import sys
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
    if sys.platform != "linux":
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
    if mallopt is not None:
        for name, value in ((_TRIM_THRESHOLD, _LARGE), (_MMAP_THRESHOLD, _LARGE), (_ARENA_MAX, 1)):
            mallopt(name, value)


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
