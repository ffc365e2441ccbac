"""Files that people give for tables: told apart by how they begin, not by their names."""

import re

from app.language import _
from app.services.errors import AppError

_COMPONENT = re.compile(rb"BEGIN:([A-Z-]+)[ \t]*(?:[\r\n]|\Z)", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:From [^\r\n]{1,200}\r?\n)?"  # as mailboxes of Unix begin
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:(?:[ \t][^\r\n]*)?\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}"
)
_OF_MAIL = re.compile(
    rb"^(?:from|subject|message-id|received|return-path|mime-version|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p)\b", re.IGNORECASE)


def check(begin: bytes, name: str) -> None:
    """Raise AppError for a file that begins as something else than a table does."""
    text = begin.removeprefix(b"\xef\xbb\xbf").lstrip()
    if found := _kind(text):
        raise AppError(
            _(
                "{file} is {kind}, which cannot be imported yet: "
                "tables can, as CSV or as Excel workbook (.xlsx)."
            ).format(file=name, kind=found)
        )


def _kind(text: bytes) -> str:
    if begun := _COMPONENT.match(text):
        return _("a vCard") if begun[1].upper() == b"VCARD" else _("a calendar")
    if _PAGE.match(text) or text.startswith((b"<?xml", b"<!--")):
        return _("a web page or XML")
    head = text[:4_096]
    if _MAIL.match(head) and _OF_MAIL.search(head):
        return _("an e-mail")
    return ""
