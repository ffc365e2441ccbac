"""The firm's own surveys: their names and their questions, one a line."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.language import _
from app.ui import formats
from app.ui.later import later
from app.ui.settings.section import Section
from app.ui.table_model import Column
from app.ui.tasks import Tasks
from app.ui.vendors.editable_list import EditableList, Kind

if TYPE_CHECKING:
    from app.services.feedback import surveys
    from app.services.feedback.surveys import SurveyRow
else:
    surveys = later("app.services.feedback.surveys")

HEIGHT = 400
LINES = 150  # pixels


class OwnSurveys(Section):
    """A list whose lines are edited beside it."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._tasks = tasks
        lines = QPlainTextEdit()
        lines.setPlaceholderText(_("How clear are our invoices?"))
        lines.setFixedHeight(LINES)
        self.list = EditableList(
            tasks,
            survey_kind(),
            [("name", _("&Name"), QLineEdit()), ("questions", _("&Questions, one a line"), lines)],
            {
                "questions": _(
                    "Answered from 1, not at all, to 5, very much. A line that says only nps or "
                    "trust asks the question that Rapport knows by that name."
                )
            },
        )
        self.list.setMinimumHeight(HEIGHT)
        self.body.addWidget(self.list)

    def reload(self) -> None:
        """Ask the book."""
        self._tasks.read(surveys.overview, done=self.list.show_rows, replaces=self.list)


def survey_kind() -> Kind:
    """Return all that the list of surveys needs."""
    columns: list[Column[SurveyRow]] = [
        Column("name", _("Name"), lambda row: row.name, strong=True, optional=False, stretch=True),
        Column("questions", _("Questions"), lambda row: formats.number(row.questions),
               sort=lambda row: row.questions, align="end", width=92),
        Column("answers", _("Answers"), lambda row: formats.number(row.answers),
               sort=lambda row: row.answers, align="end", width=92),
        Column("last_asked", _("Last answered"), lambda row: formats.day(row.last_asked),
               sort=lambda row: row.last_asked, width=120),
    ]  # fmt: skip
    return Kind(
        "surveys",
        "survey",
        _("Surveys of your own"),
        _("New survey"),
        _("No surveys of your own yet"),
        _("The survey about the relationship is built in. Add one with questions of your own."),
        columns,
        surveys.OwnSurveyDraft,
        surveys.load,
        surveys.save,
        surveys.delete,
    )
