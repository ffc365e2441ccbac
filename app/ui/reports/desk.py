"""From a wish to a file: asks where, reads the book, draws beside it, saves, and says so."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from app.language import _, ngettext
from app.ui import formats
from app.ui.later import later

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.services.contracts.renewal_rows import RenewalRow
    from app.services.progress import Progress
    from app.services.reports import insights, renewal_review, review_pack, vendor_voice
    from app.ui import file_dialogs
    from app.ui.application import Application
    from app.ui.reports import insights as insights_page
    from app.ui.reports import (
        paper,
        renewal_list,
    )
    from app.ui.reports import renewal_review as review_page
    from app.ui.reports import review_pack as pack_page
    from app.ui.reports import vendor_voice as voice_page
else:
    insights = later("app.services.reports.insights")
    insights_page = later("app.ui.reports.insights")
    renewal_review = later("app.services.reports.renewal_review")
    review_pack = later("app.services.reports.review_pack")
    vendor_voice = later("app.services.reports.vendor_voice")
    file_dialogs = later("app.ui.file_dialogs")
    paper = later("app.ui.reports.paper")
    renewal_list = later("app.ui.reports.renewal_list")
    review_page = later("app.ui.reports.renewal_review")
    pack_page = later("app.ui.reports.review_pack")
    voice_page = later("app.ui.reports.vendor_voice")

Lay = Callable[[Any], Any]  # what services found becomes a report


class Reports(QObject):
    """All that is printed, asked for from the menu and from the pages."""

    def __init__(self, program: "Application") -> None:
        super().__init__(program)
        self._program = program
        self._window, self._tasks, self._today = program.window, program.tasks, program.today
        self._window.commands.on("report", self.choose)

    def choose(self) -> None:
        """Ask which report is wanted; the customer whose page is open is chosen already."""
        from app.ui.reports.dialog import ReportDialog

        dialog = ReportDialog(self._tasks, self._window.customer_shown(), self._window)
        dialog.review_wanted.connect(self.renewal_review)
        dialog.pack_wanted.connect(self.review_pack)
        dialog.voice_wanted.connect(self.vendor_voice)
        dialog.insights_wanted.connect(self.insights)
        dialog.open()

    def renewal_review(self) -> None:
        """Save the owner's review of the renewals."""
        self._ask(_("Renewal review"), self._save_review)

    def review_pack(self, customer_id: int, name: str) -> None:
        """Save the pack for a review with a customer."""
        read = partial(self._tasks.read, review_pack.pack, customer_id, self._today())
        self._ask(_("Review with {name}").format(name=name), partial(self._save, read, pack_page))

    def vendor_voice(self, vendor_id: int, name: str) -> None:
        """Save the digest for a vendor."""
        read = partial(self._tasks.read, vendor_voice.voice, vendor_id, self._today())
        self._ask(_("Vendor voice {name}").format(name=name), partial(self._save, read, voice_page))

    def insights(self) -> None:
        """Save what the whole book says."""
        self._ask(_("Insights"), self._save_insights)

    def save_list(self, rows: "Sequence[RenewalRow]") -> None:
        """Save these renewals as a list."""
        read = partial(self._tasks.read, renewal_review.listed, rows, self._today())
        self._ask(_("Renewals"), partial(self._save, read, renewal_list))

    def print_list(self, rows: "Sequence[RenewalRow]") -> None:
        """Print these renewals on a printer of the user's choice."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(lambda _printer: self._print(rows, printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own open() wants a slot by name

    def _ask(self, name: str, then: Callable[[Path], object]) -> None:
        day = self._today()
        folder = self._program.books.documents()
        path = folder / suggested(name, day)
        title, kinds = _("Save as PDF"), _("Documents (*.pdf)")
        file_dialogs.choose_new(self._window, title, path, kinds, then)

    def _save_review(self, path: Path) -> None:
        review = partial(_review, renewal_review.review)
        read = partial(self._tasks.read_long, review, self._today(), label=_("Reading the book"))
        self._save(read, review_page, path)

    def _save_insights(self, path: Path) -> None:
        ask = partial(_review, insights.insights)
        read = partial(self._tasks.read_long, ask, self._today(), label=_("Reading the book"))
        self._save(read, insights_page, path)

    def _save(self, read: Callable[..., object], page: Any, path: Path) -> None:
        read(done=partial(self._draw, page, path))

    def _draw(self, page: Any, path: Path, found: Any) -> None:
        label, told = _("Saving the PDF"), partial(self._saved, path)
        self._tasks.background_long(_saved_pages, page.report, found, path, label=label, done=told)

    def _saved(self, path: Path, pages: int) -> None:
        sentence = ngettext(
            "Saved “{file}”, {n} page.", "Saved “{file}”, {n} pages.", pages
        ).format(file=path.name, n=formats.number(pages))
        self._window.say(sentence)

    def _print(self, rows: "Sequence[RenewalRow]", printer: "QPrinter") -> None:
        self._tasks.read(
            renewal_review.listed, rows, self._today(), done=partial(self._print_on, printer)
        )

    def _print_on(self, printer: "QPrinter", found: Any) -> None:
        label = _("Printing the renewals")
        self._tasks.background_long(_printed_pages, found, printer, label=label)


def suggested(name: str, day: date) -> str:
    """Return a file's name for a report: nothing in it that a system refuses."""
    return f"{file_dialogs.plain_name(name)} {day.isoformat()}.pdf"


def _review(ask: Callable[..., Any], session: Any, today: date, progress: "Progress") -> Any:
    return ask(session, today, progress=progress)


def _saved_pages(lay: Lay, found: Any, path: Path, progress: "Progress") -> int:
    """Draw and save, on a worker: the file dialog has asked whether to replace what is there."""
    return paper.save(lay(found), path, over=True, progress=progress)


def _printed_pages(found: Any, printer: "QPrinter", progress: "Progress") -> int:
    return paper.paint(renewal_list.report(found), printer, progress)
