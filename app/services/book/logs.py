"""The log: what the program did, never what is in anybody's book.

Numbers, ids and the program's own words pass; every other text is replaced by its length, and of
an error only its type and the lines of code remain. So a log can be sent to anybody.
"""

import faulthandler
import logging
import sys
import traceback
from collections.abc import Mapping, Sized
from enum import Enum
from logging.handlers import RotatingFileHandler
from numbers import Number
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from typing_extensions import override

LOG_FILE = "rapport.log"
FAULTS_FILE = "faults.log"
MAX_BYTES = 1_000_000
KEPT = 3

_ROOT = Path(__file__).parents[3]


class Word(str):
    """A text of the program's own, such as a table's name or a version, fit for the log."""

    __slots__ = ()


class PrivateFormatter(logging.Formatter):
    """Writes records without a value that could come from a book."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")

    @override
    def format(self, record: logging.LogRecord) -> str:
        clean = logging.makeLogRecord(record.__dict__)
        clean.args = _without_texts(record.args)
        clean.exc_text = None  # another handler may have cached the full text
        return super().format(clean)

    @override
    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return "\n".join(_chain(ei[1])) if ei[1] else ""


class Logs:
    """The running log and the file into which a crash of the interpreter itself is written."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._handler = RotatingFileHandler(
            folder / LOG_FILE, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(PrivateFormatter())
        self._faults = (folder / FAULTS_FILE).open("a", encoding="utf-8")
        faulthandler.enable(self._faults)
        root = logging.getLogger()
        self._level_before = root.level
        root.setLevel(logging.INFO)
        root.addHandler(self._handler)

    def close(self) -> None:
        """Leave logging as it was found."""
        root = logging.getLogger()
        root.removeHandler(self._handler)
        root.setLevel(self._level_before)
        self._handler.close()
        if sys.__stderr__ is None:
            faulthandler.disable()
        else:
            faulthandler.enable(sys.__stderr__)
        self._faults.close()


def _without_texts(args: object) -> Any:
    if isinstance(args, Mapping):
        named = cast("Mapping[str, object]", args)
        return {name: _harmless(value) for name, value in named.items()}
    if isinstance(args, tuple):
        return tuple(_harmless(value) for value in cast("tuple[object, ...]", args))
    return args


def _harmless(value: object) -> object:
    if value is None or isinstance(value, Number | Word | Enum):
        return value
    if isinstance(value, type):
        return value.__qualname__
    kind = type(value).__qualname__
    return f"‹{kind} of {len(value)}›" if isinstance(value, Sized) else f"‹{kind}›"


def _chain(error: BaseException) -> list[str]:
    """Describe an error and what led to it: types and lines of code, no messages."""
    lines: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        lines += [*_chain(cause), "led to"]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line}")
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
    if isinstance(error, BaseExceptionGroup):
        members = cast("BaseExceptionGroup[BaseException]", error).exceptions
        for number, member in enumerate(members, 1):
            lines += [f"member {number}", *_chain(member)]
    return lines


def _short(filename: str) -> str:
    """Drop what names the user's folders."""
    path = Path(filename)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    if path.is_relative_to(_ROOT):
        return path.relative_to(_ROOT).as_posix()
    return "/".join(path.parts[-2:])
