"""The renewals on paper: the table with its header on every page, sums, and how sure all of it is.

Readable in black and white: whatever the screen says by ink stands here in words.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
    QTextTable,
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
SPARE = 1.2  # of the heading: the paddings that are measured with no row
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
    return paint(rows, view, writer, company)


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
    return paint(rows, view, device)


def document(rows: Sequence[RenewalRow], view: Overview, company: str = "") -> QTextDocument:
    """Return the list as one document, however long."""
    return _made(_head(rows, view, company) + _table(rows, view.day))


def paint(
    rows: Sequence[RenewalRow], view: Overview, device: QPagedPaintDevice, company: str = ""
) -> int:
    """Paint the list on landscape pages of the device and return how many there are.

    Each page is a document of its own: Qt would go on with a row on the next page in mid-sentence.
    """
    _set_page(device)
    dots = device.logicalDpiX() / 25.4
    area = device.pageLayout().paintRectPixels(device.logicalDpiX())
    text = QSizeF(area.width(), area.height() - FOOTER * dots)
    whole = document(rows, view, company)
    _lay_out(whole, device, text)
    shares = pages_of(row_heights(whole), text.height())
    painter = QPainter(device)
    for page, (first, last) in enumerate(shares):
        if page:
            device.newPage()
        head = "" if page else _head(rows, view, company)
        sheet = _made(head + _table(rows[first:last], view.day))
        _lay_out(sheet, device, text)
        sheet.drawContents(painter, QRectF(QPointF(0, 0), text))
        foot = QRectF(0, text.height(), text.width(), FOOTER * dots)
        _paint_footer(painter, foot, page, len(shares))
    painter.end()
    return len(shares)


def row_heights(whole: QTextDocument) -> tuple[float, float, list[float]]:
    """Return how high what stands above the table is, its heading row, and each of its rows."""
    layout = whole.documentLayout()
    table = next(
        frame for frame in whole.rootFrame().childFrames() if isinstance(frame, QTextTable)
    )
    tops = [
        layout.blockBoundingRect(table.cellAt(row, 0).firstCursorPosition().block()).top()
        for row in range(table.rows())
    ]
    bounds = layout.frameBoundingRect(table)
    ends = [*tops[1:], bounds.bottom()]
    heights = [end - top for top, end in zip(tops, ends, strict=True)]
    return bounds.top(), heights[0], heights[1:]


def pages_of(heights: tuple[float, float, list[float]], page: float) -> list[tuple[int, int]]:
    """Return which rows stand on which page, as (first, after the last); each row on one only."""
    above, heading, rows = heights
    heading *= SPARE
    shares: list[tuple[int, int]] = []
    first, used = 0, above + heading
    for number, height in enumerate(rows):
        if used + height > page and number > first:
            shares.append((first, number))
            first, used = number, heading
        used += height
    return [*shares, (first, len(rows))]


def _made(html: str) -> QTextDocument:
    made = QTextDocument()
    font = QFont()
    font.setPointSizeF(POINTS)
    made.setDefaultFont(font)
    made.setDefaultStyleSheet(STYLE)
    made.setHtml(html)
    return made


def _lay_out(made: QTextDocument, device: QPagedPaintDevice, text: QSizeF) -> None:
    made.documentLayout().setPaintDevice(device)
    made.setDocumentMargin(0)
    made.setTextWidth(text.width())


def _set_page(device: QPagedPaintDevice) -> None:
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(QPageLayout.Orientation.Landscape)
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    if isinstance(device, QPdfWriter):
        device.setResolution(DOTS)


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
