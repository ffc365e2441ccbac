"""How far the survey is: a mark for each question, answered, skipped or still to come."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from app.language import _
from app.ui import formats
from app.ui.survey.course import Course, Given
from app.ui.tokens import Space
from app.ui.widgets.flow_layout import FlowLayout


class Progress(QWidget):
    """A click on a mark goes to its question."""

    wanted = Signal(int)  # the place of a question, from 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks: list[QToolButton] = []
        self._flow = FlowLayout(self)
        self._flow.setSpacing(Space.XS)

    def show_course(self, course: Course) -> None:
        """Show what was said to each question, and which is asked."""
        said = course.said()
        while len(self.marks) > len(said):
            gone = self.marks.pop()
            self._flow.removeWidget(gone)
            gone.deleteLater()
        while len(self.marks) < len(said):
            self.marks.append(self._mark(len(self.marks)))
        for place, (mark, one) in enumerate(zip(self.marks, said, strict=True)):
            mark.setText(_sign(place, one))
            mark.setChecked(place == course.step - 1)
            mark.setToolTip(_spoken(place, one))
            mark.setAccessibleName(_spoken(place, one))

    def _mark(self, place: int) -> QToolButton:
        mark = QToolButton()
        mark.setProperty("look", "chip")
        mark.setCheckable(True)
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.clicked.connect(partial(self._clicked, place))
        self._flow.addWidget(mark)
        return mark

    def _clicked(self, place: int) -> None:
        self.marks[place].setChecked(not self.marks[place].isChecked())  # the window says where
        self.wanted.emit(place)


def _sign(place: int, given: Given) -> str:
    number = formats.number(place + 1)
    if given.score is not None:
        return f"{number} ✓"
    return f"{number} –" if given.passed else number


def _spoken(place: int, given: Given) -> str:
    number = formats.number(place + 1)
    if given.score is not None:
        return _("Question {number}: {score}").format(number=number, score=given.score)
    if given.words.strip():
        return _("Question {number}: answered in words").format(number=number)
    if given.passed:
        return _("Question {number}: skipped").format(number=number)
    return _("Question {number}: not asked yet").format(number=number)
