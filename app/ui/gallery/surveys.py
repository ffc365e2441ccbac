"""Pictures of a survey, step by step."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from app.services.feedback import surveys
from app.services.feedback.surveys import OwnSurveyDraft
from app.ui.stage import Stage, save_picture
from app.ui.theme import Preference

if TYPE_CHECKING:
    from app.ui.settings.page import SettingsPage
    from app.ui.survey.window import SurveyWindow

ANSWERS = (
    *((4, ""), (5, "Kari knows our network by heart."), (2, "Nobody called between the projects.")),
    *((4, ""), (9, ""), (None, ""), (3, ""), (3, "They got an offer.\nvs Otherhouse: cheaper")),
)
OWN_SURVEYS = {
    "After a project": "How well did we keep you informed?\nHow well did we keep to the plan?\nnps",
    "Yearly check of the contract": "How clear are our invoices?\ntrust\ncommitment",
}


def every_step(stage: Stage, folder: Path, look: Preference, shown: int | None) -> Iterator[Path]:
    """Show each step of a survey, what Esc asks, and where surveys are written."""
    dialog = stage.program.surveys.window()
    dialog.open_for(shown)
    stage.settle()
    yield save_picture(dialog, folder / f"survey begin {look}.png")
    if shown is not None:
        for name in _steps(stage, dialog):
            yield save_picture(dialog, folder / f"survey {name} {look}.png")
    dialog.begin_anew()
    dialog.reject()
    if shown is not None and not stage.read(surveys.overview):
        for name, lines in OWN_SURVEYS.items():
            stage.program.tasks.write(surveys.save, OwnSurveyDraft(name, lines))
    page = cast("SettingsPage", stage.page("settings"))
    page.surveys.list.setFocus()
    stage.settle()
    yield save_picture(page.surveys, folder / f"settings surveys {look}.png")
    page.surveys.list.add()
    stage.settle()
    yield save_picture(page.surveys, folder / f"settings new survey {look}.png")
    page.surveys.list.editor.leave()


def _steps(stage: Stage, dialog: "SurveyWindow") -> Iterator[str]:
    """Answer as somebody would, and tell the name of each step that is worth a look."""
    dialog.forward()
    stage.settle()
    yield "first question"
    for answer, words in ANSWERS:
        dialog.question.scale.answer(answer)
        dialog.question.words.setPlainText(words)
        dialog.forward()
    stage.settle()
    dialog.back()
    stage.settle()
    yield "last question"
    dialog.reject()
    stage.settle()
    yield "leave"
    dialog.reject()
    dialog.forward()
    stage.settle()
    yield "end"
