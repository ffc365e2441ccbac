"""From the bytes of a text file to its lines, whatever encoding they are in.

UTF-8 is tried line by line, so that a file in which some lines are in an older encoding, as some
help desks write them, is read right as well.
"""

import codecs
from collections.abc import Callable, Iterator
from typing import BinaryIO

from app.services.importing.refusal import Refused

LONGEST_LINE = 16 * 1024 * 1024
WINDOWS = "cp1252"
LOST = "\udc80"
"""Stands for a byte that cannot be read; no cell with it is taken."""

_CHUNK = 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = (WINDOWS, "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "koi8_r")
_WESTERN = frozenset({"Danish", "Dutch", "English", "Finnish", "French", "German", "Italian"}) | {
    "Indonesian",  # what charset-normalizer takes short English for
    "Norwegian",
    "Portuguese",
    "Spanish",
    "Swedish",
    "Unknown",
}


def wide(sample: bytes) -> str | None:
    """Return the encoding of a file whose characters take more than a byte each, if it is one."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > 0.4 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def older(sample: bytes) -> str:
    """Return the one-byte encoding of a text: Windows-1252 unless it clearly is another.

    Western languages look alike in several encodings, so for them the commonest is meant.
    """
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=list(_OTHERS))
    best = found.best()
    if best is None or best.coherence < 0.5 or best.language in _WESTERN:
        return WINDOWS
    if any(one.encoding == WINDOWS and one.coherence >= best.coherence for one in found):
        return WINDOWS
    return best.encoding


def lines(file: BinaryIO, sample: bytes, found: Callable[[str], None]) -> Iterator[str]:
    """Return the lines of a text file; ``found`` is told its encoding as it becomes plain."""
    encoding = wide(sample)
    if encoding:
        found(encoding)
        return _split(file, encoding, "\n" if _has_newlines(sample, encoding) else "\r")
    found("utf-8")
    if b"\n" in sample or b"\r" not in sample:
        return _by_line(file, found)
    try:
        sample.decode("utf-8")
        return _split(file, "utf-8", "\r")
    except UnicodeDecodeError as error:
        encoding = "utf-8" if error.end >= len(sample) else older(sample)
        found(encoding)
        return _split(file, encoding, "\r")


def _by_line(file: BinaryIO, found: Callable[[str], None]) -> Iterator[str]:
    fallback = ""
    spoken = False
    while raw := file.readline(LONGEST_LINE + 1):
        _check(len(raw))
        try:
            line = raw.decode("utf-8")
            spoken = spoken or not line.isascii()
        except UnicodeDecodeError as error:
            told = spoken or not raw[: error.start].isascii()
            if told and not fallback and _cut(raw, error):
                yield raw[: error.start].decode("utf-8") + LOST
                continue
            if not fallback:
                fallback = older(raw + getattr(file, "peek", bytes)(_CHUNK)[:_CHUNK])
                found(f"utf-8, {fallback}" if spoken else fallback)
            line = raw.decode(fallback, "surrogateescape")
        yield line


def _cut(raw: bytes, error: UnicodeDecodeError) -> bool:
    """Tell whether a file of UTF-8 ends in the middle of a character."""
    return not raw.endswith(b"\n") and error.end >= len(raw) and "end of data" in error.reason


def _split(file: BinaryIO, encoding: str, newline: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(
        "surrogateescape" if encoding in {*_OTHERS, "utf-8"} else "surrogatepass"
    )
    rest = ""
    while chunk := file.read(_CHUNK):
        try:
            *whole, rest = (rest + decoder.decode(chunk)).split(newline)
        except UnicodeDecodeError:
            raise NotText from None  # UTF-32 beyond the last letter there is
        for line in whole:
            yield line + newline
        _check(len(rest))
    if decoder.getstate()[0]:
        rest += LOST
    if rest:
        yield rest


def _has_newlines(sample: bytes, encoding: str) -> bool:
    text = sample[: len(sample) // 4 * 4].decode(encoding, "replace")
    return "\n" in text or "\r" not in text


def _check(length: int) -> None:
    if length > LONGEST_LINE:
        raise TooLong


class NotText(Refused):
    """What begins like a text in letters of several bytes, and is none."""


class TooLong(Refused):
    """A line without an end: this is no table."""
