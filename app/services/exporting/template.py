"""The workbook that people fill in: a sheet per kind, with help, choices, and cells of text."""

from pathlib import Path
from typing import Any

from app.language import _
from app.services.exporting.csv_file import explained
from app.services.importing.fields import KINDS
from app.services.importing.shape import Field, Kind, Type

FIRST = ("customers", "contacts", "contracts", "renewals", "interactions", "tickets", "responses")
"""What people fill in first; the rest follows in the order of import."""

ROWS = 20_000
INK, PAPER = "1F2933", "E8EDF2"


def write_template(path: Path) -> None:
    """Write an empty workbook for all kinds, ready to be filled in and imported."""
    from openpyxl import Workbook

    book = Workbook()
    guide: Any = book.active
    _guide(guide)
    for name in dict.fromkeys((*FIRST, *KINDS)):
        _sheet(book.create_sheet(name), KINDS[name])
    part = path.with_name(f".{path.name}.part")
    with explained(path):
        try:
            book.save(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _guide(sheet: Any) -> None:
    sheet.title = _("Read me")
    sheet.append([_("Sheet"), _("Column"), _("Needed"), _("What to write")])
    _head(sheet)
    for kind in KINDS.values():
        sheet.append([kind.name, "", "", _(kind.help)])
        for field in _shown(kind):
            needed = _("yes") if field.required else ""
            sheet.append([kind.name, field.name, needed, _help(field)])
    for letter, width in zip("ABCD", (16, 22, 10, 90), strict=True):
        sheet.column_dimensions[letter].width = width


def _sheet(sheet: Any, kind: Kind) -> None:
    from openpyxl.comments import Comment
    from openpyxl.utils import get_column_letter

    fields = _shown(kind)
    sheet.append([field.name for field in fields])
    _head(sheet)
    for place, field in enumerate(fields, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(12, len(field.name) + 4)
        sheet.column_dimensions[letter].number_format = "@"
        needed = _("Needed. ") if field.required else ""
        sheet.cell(1, place).comment = Comment(needed + _help(field), "Rapport")
        _limit(sheet, field, f"{letter}2:{letter}{ROWS}")


def _head(sheet: Any) -> None:
    from openpyxl.styles import Font, PatternFill

    for cell in sheet[1]:
        cell.font = Font(bold=True, color=INK)
        cell.fill = PatternFill("solid", fgColor=PAPER)
    sheet.freeze_panes = "A2"


def _limit(sheet: Any, field: Field, where: str) -> None:
    """Offer the words of a choice; the sheet warns of others."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = ("yes", "no") if field.type is Type.YES_NO else field.choices
    if not words:
        return
    rule: Any = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    rule.error = _("One of: {words}").format(words=", ".join(words))
    rule.add(where)
    sheet.add_data_validation(rule)


def _help(field: Field) -> str:
    if not field.choices:
        return _(field.help)
    return _("{help}: {words}").format(help=_(field.help), words=", ".join(field.choices))


def _shown(kind: Kind) -> list[Field]:
    return [field for field in kind.fields if not field.more]
