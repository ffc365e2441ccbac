"""Reports on paper: the pages of a device, painted; or a PDF, whole or not at all.

Works on any thread: nothing here is a widget. Fonts are the program's own.
"""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QRectF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

import app
from app.language import _
from app.services.errors import Unavailable
from app.services.progress import Progress, silent
from app.services.reports import saving
from app.ui import formats
from app.ui.reports.blocks import Picture, Report, Section, Table
from app.ui.reports.flow import Flow, Page
from app.ui.reports.typesetting import MUTED, Press, SetRow, font

MARGIN, FOOT = 14.0, 7.0  # millimetres
DOTS = 1200  # per inch of a PDF: letters stand where they belong

Place = QLocale.Country  # which is what territory() returns
LETTER = frozenset(
    {
        Place.Belize,
        Place.Canada,
        Place.Chile,
        Place.Colombia,
        Place.CostaRica,
        Place.ElSalvador,
        Place.Guatemala,
        Place.Mexico,
        Place.Nicaragua,
        Place.Panama,
        Place.Philippines,
        Place.PuertoRico,
        Place.UnitedStates,
        Place.Venezuela,
    }
)  # where Unicode's CLDR says that people print on US Letter; A4 everywhere else


def save(report: Report, path: Path, *, over: bool = False, progress: Progress = silent) -> int:
    """Save a report as a PDF and return how many pages it has; raises Unavailable and Conflict.

    The file has its name only when all of it is there. ``over``: one of that name is replaced.
    """
    saving.must_be_free(path, over=over)
    data, pages = pdf(report, progress)
    saving.save(path, data, over=over)
    return pages


def pdf(report: Report, progress: Progress = silent) -> tuple[bytes, int]:
    """Return a report as a PDF, and how many pages it has."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setTitle(report.title)
    writer.setCreator(app.NAME)
    pages = paint(report, writer, progress)
    return bytes(buffer.data().data()), pages


def paint(report: Report, device: QPagedPaintDevice, progress: Progress = silent) -> int:
    """Paint a report on a PDF or a printer and return how many pages it has.

    Raises Cancelled through ``progress``, and Unavailable where the device does not answer.
    """
    press = Press(device)
    steps = _Steps(progress, 2 * sum(map(_length, report.sections)))
    pages = [page for one in report.sections for page in _pages(one, press, steps)]
    _turn(device, landscape=pages[0].landscape)
    painter = QPainter()
    if not painter.begin(device):
        raise Unavailable(_("The printer does not answer. Nothing was printed."))
    try:
        for number, page in enumerate(pages, start=1):
            if number > 1:
                _turn(device, landscape=page.landscape)
                device.newPage()
            _paint_page(painter, press, page, steps)
            _paint_foot(painter, device, report, (number, len(pages)))
    finally:
        painter.end()
    return len(pages)


class _Steps:
    """Counts what is done and says so; each row is laid out once to measure, once to paint."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, max(total, 1), 0

    def __call__(self) -> None:
        self._progress(min(self._done, self._total), self._total)
        self._done += 1


def page_size() -> QPageSize.PageSizeId:
    """Return the paper that people here print on."""
    letter = QLocale().territory() in LETTER
    return QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4


def _pages(section: Section, press: Press, steps: _Steps) -> list[Page]:
    _turn(press.device, landscape=section.landscape)
    area = _area(press.device)
    flow = Flow(press, area.width(), area.height(), landscape=section.landscape)
    return flow.lay_out(section, steps)


def _turn(device: QPagedPaintDevice, *, landscape: bool) -> None:
    manner = QPageLayout.Orientation
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    turned = manner.Landscape if landscape else manner.Portrait
    size = QPageSize(page_size())
    device.setPageLayout(QPageLayout(size, turned, margins, QPageLayout.Unit.Millimeter))


def _area(device: QPagedPaintDevice) -> QRectF:
    """Return the room for what is said, in dots: what the margins and the foot leave."""
    whole = device.pageLayout().paintRectPixels(device.logicalDpiX())
    foot = FOOT * device.logicalDpiX() / 25.4
    return QRectF(0, 0, whole.width(), whole.height() - foot)


def _paint_page(painter: QPainter, press: Press, page: Page, steps: _Steps) -> None:
    width = _area(press.device).width()
    for top, item in page.placed:
        steps()
        if isinstance(item.what, Picture):
            painter.save()
            item.what.draw(painter, QRectF(0, top, width, item.height))
            painter.restore()
        else:
            SetRow(item.what, press, width).paint(painter, top)


def _paint_foot(
    painter: QPainter, device: QPagedPaintDevice, report: Report, place: tuple[int, int]
) -> None:
    area = _area(device)
    foot = QRectF(0, area.height(), area.width(), FOOT * device.logicalDpiX() / 25.4)
    painter.setFont(font())
    painter.setPen(MUTED)
    bottom = Qt.AlignmentFlag.AlignBottom
    words = _("Page {page} of {pages}").format(
        page=formats.number(place[0]), pages=formats.number(place[1])
    )
    left = " · ".join(filter(None, (report.foot, formats.long_day(report.day))))
    painter.drawText(foot, bottom | Qt.AlignmentFlag.AlignRight, words)
    room = foot.width() * 0.8
    shown = painter.fontMetrics().elidedText(left, Qt.TextElideMode.ElideRight, int(room))
    painter.drawText(foot, bottom | Qt.AlignmentFlag.AlignLeft, shown)


def _length(section: Section) -> int:
    return sum(map(_items, section.blocks))


def _items(block: object) -> int:
    return len(block.rows) + len(block.sums) + 1 if isinstance(block, Table) else 1
