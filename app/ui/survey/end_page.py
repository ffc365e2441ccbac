"""After the last question: all of it at a glance, before it is logged."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.language import _
from app.services.feedback.questions import Worded
from app.ui import formats
from app.ui.survey.course import Given
from app.ui.tokens import Space
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.error_line import ErrorLine


class EndPage(QWidget):
    """A line for each question: what was answered, and in which words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setProperty("look", "display")
        self.warning = QLabel(wordWrap=True)
        self.warning.setProperty("look", "muted")
        self.trouble = ErrorLine()
        self.lines: list[tuple[ElidedLabel, QLabel, ElidedLabel]] = []
        inner = QWidget()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(2, 2)
        around = QVBoxLayout(inner)
        around.setContentsMargins(0, 0, 0, 0)
        around.addLayout(self._grid)
        around.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for part in (self.title, self.warning):
            column.addWidget(part)
        column.addWidget(scroll, 1)
        column.addWidget(self.trouble)

    def show_given(self, questions: Sequence[Worded], given: Sequence[Given]) -> None:
        """Show what was said."""
        answered = sum(one.score is not None for one in given)
        self.title.setText(_("Is this right?"))
        self.warning.setText(_("No question has a score: this counts as asked and not answered."))
        self.warning.setVisible(not answered)
        self.trouble.say("")
        for line in self.lines:
            for part in line:
                self._grid.removeWidget(part)
                part.deleteLater()
        self.lines = [_line(*pair) for pair in zip(questions, given, strict=True)]
        for row, line in enumerate(self.lines):
            for column, part in enumerate(line):
                self._grid.addWidget(part, row, column)


def _line(question: Worded, given: Given) -> tuple[ElidedLabel, QLabel, ElidedLabel]:
    answer, words = QLabel(_answer(question, given)), ElidedLabel(" ".join(given.words.split()))
    answer.setProperty("look", "strong" if given.score is not None else "muted")
    words.setProperty("look", "muted")
    return ElidedLabel(question.text), answer, words


def _answer(question: Worded, given: Given) -> str:
    if given.score is not None:
        score, high = formats.number(given.score), formats.number(question.high)
        return _("{score} of {high}").format(score=score, high=high)
    return _("in words") if given.words.strip() else _("skipped")
