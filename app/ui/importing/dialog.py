"""Import: choose files, see what would happen, take them in, take them back."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _, ngettext
from app.services.errors import AppError, Cancelled
from app.ui import file_dialogs, formats
from app.ui.importing import template
from app.ui.importing.choose_page import ChoosePage
from app.ui.importing.draft import Draft
from app.ui.importing.past_page import PastPage
from app.ui.importing.result_page import ResultPage
from app.ui.importing.review_page import ReviewPage
from app.ui.importing.running_page import RunningPage
from app.ui.job import Job
from app.ui.later import later
from app.ui.tasks import Tasks
from app.ui.tokens import Space

if TYPE_CHECKING:
    from app.services.importing import batches, planned, service
    from app.services.importing.batches import Undone
    from app.services.importing.planned import TableLook, Understood
    from app.services.importing.service import ImportReport, Options
else:
    batches = later("app.services.importing.batches")
    planned = later("app.services.importing.planned")
    service = later("app.services.importing.service")

Stage = ChoosePage | ReviewPage | RunningPage | ResultPage | PastPage

SIZE = (920, 620)
REST = 200  # milliseconds after the last decision before the files are read again


class ImportDialog(QDialog):
    """Shown with ``open()``; `take` gives it files from elsewhere, as those that were dropped."""

    def __init__(
        self,
        tasks: Tasks,
        today: Callable[[], date],
        folder: Path,
        files: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._today, self._folder = tasks, today, folder
        self._draft = Draft()
        self._job: Job | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._preview)
        self.setWindowTitle(_("Import"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.resize(*SIZE)
        self._build()
        self._connect()
        if files:
            self.take(files)

    def take(self, files: Sequence[Path]) -> None:
        """Look into these files and show what they hold."""
        self._choose.say("")
        self._running.begin(_("Looking into the files…"))
        self._show(self._running)
        self._drop_job()
        self._tasks.background(
            planned.look, list(files), done=self._looked, failed=self._not_looked
        )

    @override
    def reject(self) -> None:
        if self._pages.currentWidget() is self._running and self._job is not None:
            self._job.cancel()  # what it wrote is rolled back, then the review is shown again
            return
        self._drop_job()
        super().reject()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._pages.currentWidget() is not self._running:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take(files)

    def _build(self) -> None:
        self._choose = ChoosePage()
        self._review = ReviewPage(self._tasks, self._draft, self._folder)
        self._running = RunningPage()
        self._result = ResultPage(self._tasks, self._folder)
        self._past = PastPage(self._tasks)
        self._pages = QStackedWidget()
        for page in (self._choose, self._review, self._running, self._result, self._past):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.addWidget(self._pages)

    def _connect(self) -> None:
        self._choose.files_wanted.connect(self._ask_files)
        self._choose.template_wanted.connect(self._ask_template)
        self._choose.past_wanted.connect(self._show_past)
        self._review.more_wanted.connect(self._ask_files)
        self._review.changed.connect(self._changed)
        self._review.confirmed.connect(self._import)
        self._review.given_up.connect(self.reject)
        self._running.cancelled.connect(self.reject)
        self._result.finished.connect(self.accept)
        self._result.more_wanted.connect(self._begin_again)
        self._past.given_up.connect(self._begin_again)
        for page in (self._result, self._past):
            page.undo_wanted.connect(self._undo)

    def _show(self, page: Stage) -> None:
        self._pages.setCurrentWidget(page)
        if isinstance(page, ChoosePage | ReviewPage | ResultPage):
            page.main.setDefault(True)  # what Enter does; on the other pages it does nothing
        page.setFocus()

    def _ask_files(self) -> None:
        kinds = file_dialogs.tables()
        file_dialogs.choose_many(self, _("Import from"), self._folder, kinds, self.take)

    def _ask_template(self) -> None:
        template.ask(self, self._tasks, self._folder, self._choose.say)

    def _show_past(self) -> None:
        self._past.reload()
        self._show(self._past)

    def _begin_again(self) -> None:
        self._draft.tables.clear()
        self._show(self._choose)

    @Slot(object)
    def _looked(self, looks: "list[TableLook]") -> None:
        self._draft.add(looks)
        self._changed()
        self._show(self._review)

    @Slot(object)
    def _not_looked(self, error: Exception) -> None:
        self._show(self._choose)
        self._tasks.failed.emit(error)

    @Slot()
    def _changed(self) -> None:
        """Wait until nothing more is decided, then find out what the import would do."""
        self._drop_job()
        complete = self._draft.is_complete()
        self._review.refresh(reading=complete)
        if complete:
            self._rest.start()

    @Slot()
    def _preview(self) -> None:
        plans = [table.plan() for table in self._draft.taken()]
        self._watch(
            self._tasks.read_long(
                planned.preview_plans,
                plans,
                self._options(),
                self._today(),
                label=_("Reading the files"),
                done=self._previewed,
                failed=self._not_previewed,
            ),
            self._review.show_progress,
        )

    @Slot(object)
    def _previewed(self, found: "list[Understood]") -> None:
        for table, understood in zip(self._draft.taken(), found, strict=True):
            table.understood = understood
        self._review.refresh(reading=False)

    @Slot(object)
    def _not_previewed(self, error: Exception) -> None:
        self._review.refresh(reading=False, trouble=self._sentence(error))

    @Slot()
    def _import(self) -> None:
        self._running.begin(_("Importing…"))
        self._show(self._running)
        plans = [table.plan() for table in self._draft.taken()]
        self._watch(
            self._tasks.write_long(
                planned.import_plans,
                plans,
                self._options(),
                self._today(),
                label=_("Importing"),
                done=self._imported,
                failed=self._not_imported,
            ),
            self._running.show_progress,
        )

    @Slot(object)
    def _imported(self, report: "ImportReport") -> None:
        self._job = None
        self._result.show_report(report)
        self._show(self._result)

    @Slot(object)
    def _not_imported(self, error: Exception) -> None:
        self._job = None
        self._show(self._review)
        cancelled = _("The import was cancelled. The book is as it was before.")
        sentence = cancelled if isinstance(error, Cancelled) else self._sentence(error)
        self._review.refresh(reading=False, trouble=sentence)

    @Slot(int)
    def _undo(self, batch: int) -> None:
        self._tasks.write(batches.undo_import, batch, done=self._undone, failed=self._not_undone)

    @Slot(object)
    def _undone(self, undone: "Undone") -> None:
        self._page_of_undo().say_undone(_undone_words(undone))

    @Slot(object)
    def _not_undone(self, error: Exception) -> None:
        self._page_of_undo().refuse(self._sentence(error))

    def _page_of_undo(self) -> ResultPage | PastPage:
        page = self._pages.currentWidget()
        return page if isinstance(page, PastPage) else self._result

    def _options(self) -> "Options":
        return service.Options(new_customers=self._draft.new_customers)

    def _sentence(self, error: Exception) -> str:
        """Return what to say; what is a fault of ours is also reported."""
        if isinstance(error, AppError):
            return str(error)
        self._tasks.failed.emit(error)
        return _("Something went wrong that should not have. The book is as it was.")

    def _watch(self, job: Job, show: Callable[[int, int], None]) -> None:
        self._job = job
        job.progressed.connect(show)

    def _drop_job(self) -> None:
        self._rest.stop()
        job, self._job = self._job, None
        if job is not None:
            job.drop()


def _undone_words(undone: "Undone") -> str:
    removed = ngettext("{n} record was removed", "{n} records were removed", undone.removed)
    restored = ngettext("{n} was restored", "{n} were restored", undone.restored)
    kept = ngettext("{n} was kept", "{n} were kept", undone.kept)
    parts = [removed.format(n=formats.number(undone.removed))]
    if undone.restored:
        parts.append(restored.format(n=formats.number(undone.restored)))
    if undone.kept:
        text = _("{kept} because it was changed or used since")
        parts.append(text.format(kept=kept.format(n=formats.number(undone.kept))))
    return _("The import was undone: {what}.").format(what=", ".join(parts))
