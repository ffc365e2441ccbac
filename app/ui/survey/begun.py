"""What was answered in a survey and not logged, taken out to be kept and put in again."""

from collections.abc import Mapping
from typing import Any

from app.ui.survey.window import SurveyWindow


def said(window: SurveyWindow) -> dict[str, Any] | None:
    """Return it as JSON can hold it, None for nothing."""
    window.keep()
    if not window.course.has_answers():
        return None
    return {**window.start.unfinished(), "answers": window.course.unfinished()}


def take_up(window: SurveyWindow, said: Mapping[str, Any]) -> None:
    """Put it in again; the survey begins with whom it was, and goes on where it stopped."""
    window.course.take_up(said["answers"])
    window.start.take_up(said)
