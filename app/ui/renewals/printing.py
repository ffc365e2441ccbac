"""The renewals on paper: the table with its header on every page, sums, and how sure all of it is.

Readable in black and white: whatever the screen says by ink stands here in words.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.language import _
from app.services.contracts import wording
from app.services.contracts.renewal_rows import Overview, RenewalRow, totals
from app.services.errors import Unavailable
from app.ui import formats
from app.ui.renewals import columns
from app.ui.renewals.heading import experience
from app.ui.tasks import Tasks

MARGIN, FOOTER = 14.0, 8.0  # millimetres
DOTS = 144  # per inch: what the text is laid out in
POINTS = 8.0
NEAR = 120  # days to say no that are worth counting on paper

STYLE = """
h1 { font-size: 15pt; margin-bottom: 2px; }
p { margin-top: 0; margin-bottom: 4px; }
th { text-align: left; font-weight: 600; }
td, th { border-bottom: 1px solid #999; padding: 3px 5px; vertical-align: top; }
td.end, th.end { text-align: right; }
"""


def print_renewals(
    rows: Sequence[RenewalRow], path: Path, view: Overview, company: str = ""
) -> int:
    """Write the list as a PDF and return its number of pages; raises Unavailable."""
    try:
        with path.open("wb"):
            pass
    except OSError as error:
        sentence = _("The PDF could not be saved to {path}: {why}. Choose another place.")
        raise Unavailable(sentence.format(path=path, why=error.strerror)) from error
    writer = QPdfWriter(str(path))
    writer.setTitle(_("Renewals"))
    writer.setCreator("Rapport")
    return paint(document(rows, view, company), writer)


def ask_file(parent: QWidget, tasks: Tasks, rows: Sequence[RenewalRow], view: Overview) -> None:
    """Ask where to save the PDF, and save it there."""
    name = _("Renewals {day}.pdf").format(day=view.day.isoformat())
    dialog = QFileDialog(parent, _("Save as PDF"), name, _("Documents (*.pdf)"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    label = _("Saving the PDF")
    dialog.fileSelected.connect(
        lambda path: tasks.background(print_renewals, rows, Path(path), view, label=label)
    )
    dialog.open()


def ask_printer(parent: QWidget, tasks: Tasks, rows: Sequence[RenewalRow], view: Overview) -> None:
    """Ask for a printer, and print there."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    label = _("Printing the renewals")
    dialog.accepted.connect(lambda: tasks.background(_print_on, rows, view, printer, label=label))
    QDialog.open(dialog)  # its own open() wants a slot by name


def _print_on(rows: Sequence[RenewalRow], view: Overview, device: QPagedPaintDevice) -> int:
    return paint(document(rows, view), device)


def document(rows: Sequence[RenewalRow], view: Overview, company: str = "") -> QTextDocument:
    """Return the list as a document without pages yet."""
    made = QTextDocument()
    font = QFont()
    font.setPointSizeF(POINTS)
    made.setDefaultFont(font)
    made.setDefaultStyleSheet(STYLE)
    made.setHtml("".join((_head(rows, view, company), _table(rows, view.day))))
    return made


def paint(made: QTextDocument, device: QPagedPaintDevice) -> int:
    """Lay the document out on landscape pages of the device and return how many there are."""
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(QPageLayout.Orientation.Landscape)
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    if isinstance(device, QPdfWriter):
        device.setResolution(DOTS)
    made.documentLayout().setPaintDevice(device)
    dots = device.logicalDpiX() / 25.4
    area = device.pageLayout().paintRectPixels(device.logicalDpiX())
    text = QSizeF(area.width(), area.height() - FOOTER * dots)
    made.setDocumentMargin(0)
    made.setPageSize(text)
    pages = made.pageCount()
    painter = QPainter(device)
    for page in range(pages):
        if page:
            device.newPage()
        painter.save()
        painter.translate(0, -page * text.height())
        made.drawContents(painter, QRectF(0, page * text.height(), text.width(), text.height()))
        painter.restore()
        _paint_footer(painter, QRectF(0, text.height(), text.width(), FOOTER * dots), page, pages)
    painter.end()
    return pages


def _paint_footer(painter: QPainter, where: QRectF, page: int, pages: int) -> None:
    font = QFont()
    font.setPointSizeF(POINTS - 1)
    painter.setFont(font)
    bottom = Qt.AlignmentFlag.AlignBottom
    words = _("Page {page} of {pages}").format(page=page + 1, pages=pages)
    painter.drawText(where, bottom | Qt.AlignmentFlag.AlignRight, words)
    painter.drawText(where, bottom | Qt.AlignmentFlag.AlignLeft, "Rapport")


def _head(rows: Sequence[RenewalRow], view: Overview, company: str) -> str:
    title = _("Renewals – {company}").format(company=company) if company else _("Renewals")
    as_of = _("As of {day}.").format(day=formats.long_day(view.day))
    lines = [" ".join(filter(None, (as_of, experience(view))))]
    waiting = [row for row in rows if row.outcome is None]
    lines += [
        _("{currency}: {n} to be decided, {value} a year, {risk} at risk.").format(
            currency=total.currency,
            n=formats.number(total.count),
            value=formats.money(total.value, total.currency, whole=True),
            risk=formats.money(total.at_risk, total.currency, whole=True),
        )
        for total in totals(waiting)
    ]
    said = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<h1>{escape(title)}</h1>{said}"


def _table(rows: Sequence[RenewalRow], today: date) -> str:
    heads = (
        (_("Customer"), "", 11),
        (_("Contract"), "", 10),
        (_("Yearly value"), "end", 8),
        (_("Due"), "", 8),
        (_("Say no by"), "", 8),
        (_("Chance of loss"), "", 12),
        (_("At risk"), "end", 7),
        (_("Why"), "", 19),
        (_("Owner"), "", 8),
        (_("Next step"), "", 9),
    )
    head = "".join(
        f'<th class="{kind}" width="{width}%">{escape(words)}</th>' for words, kind, width in heads
    )
    body = "".join(f"<tr>{_cells(row, today)}</tr>" for row in rows)
    return (
        f'<table width="100%" cellspacing="0"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _cells(row: RenewalRow, today: date) -> str:
    due = _("monthly") if row.monthly else formats.day(row.due_on)
    texts = (
        (row.customer, ""),
        (row.contract, ""),
        (columns.yearly_value(row), "end"),
        (due, ""),
        (_notice(row, today), ""),
        (wording.outcomes()[row.outcome] if row.outcome else row.chance(), ""),
        (columns.at_risk(row), "end"),
        (columns.reasons_in_lines(row), ""),
        (row.owner, ""),
        (columns.next_step(row, today), ""),
    )
    return "".join(
        f'<td class="{kind}">{escape(text).replace(chr(10), "<br>")}</td>' for text, kind in texts
    )


def _notice(row: RenewalRow, today: date) -> str:
    if row.outcome is not None or row.monthly:
        return columns.notice_words(row, today)
    day, days = formats.day(row.notice_by), (row.notice_by - today).days
    return f"{day}\n{wording.days_to_say_no(days)}" if days <= NEAR else day
