"""What stands around every step of a survey: whom it is about, how far it is, where to go."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.ui import formats
from app.ui.actions import with_keys
from app.ui.survey.course import Course
from app.ui.survey.progress import Progress
from app.ui.tokens import Space
from app.ui.widgets.begun_line import BegunLine
from app.ui.widgets.elided_label import ElidedLabel


class Head(QWidget):
    """Whom, which survey, how far; and, where something had been begun, a way to begin anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = ElidedLabel()
        self.about.setProperty("look", "muted")
        self.answered = QLabel()
        self.answered.setProperty("look", "muted")
        self.progress = Progress()
        self.begun = BegunLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        line = QHBoxLayout()
        line.addWidget(self.about, 1)
        line.addWidget(self.answered)
        column.addWidget(self.begun)
        column.addLayout(line)
        column.addWidget(self.progress)

    def show_course(self, course: Course) -> None:
        """Show how far it is, once somebody has begun."""
        begun = course.step > 0 or course.has_answers()
        for part in (self.answered, self.progress):
            part.setVisible(begun)
        self.progress.show_course(course)
        said = course.said()
        count = formats.number(sum(one.score is not None for one in said))
        of_all = _("{n} of {all} answered").format(n=count, all=formats.number(len(said)))
        self.answered.setText(of_all)

    def say(self, *about: str) -> None:
        """Say whom the survey is about, and which it is."""
        self.about.setText("   ·   ".join(part for part in map(str.strip, about) if part))
        self.about.setVisible(bool(self.about.text()))


class LeavingStrip(QFrame):
    """Asks in place what is to become of the answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "notice")
        words = QLabel(_("The answers are not logged yet."))
        self.go_on = QPushButton(_("Go on"), autoDefault=True)
        self.go_on.setToolTip(with_keys(_("Go on with the survey"), "Esc"))
        self.throw_away = QPushButton(_("Throw away"), autoDefault=True)
        self.keep = QPushButton(_("Keep for later"), autoDefault=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(words, 1)
        for button in (self.go_on, self.throw_away, self.keep):
            row.addWidget(button)
        self.hide()

    def ask(self) -> None:
        """Ask, with the answer at hand that loses nothing."""
        self.show()
        self.keep.setFocus()


class Foot(QWidget):
    """Back, skip and the one that Enter presses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = QLabel()
        self.hint.setProperty("look", "caption")
        self.back = QPushButton(_("&Back"), autoDefault=True)
        self.back.setToolTip(_("Back (B, beside the answers)"))
        self.skip = QPushButton(_("S&kip"), autoDefault=True)
        self.skip.setToolTip(_("No answer to this one (S, beside the answers)"))
        self.next = QPushButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.hint, 1)
        for button in (self.back, self.skip, self.next):
            row.addWidget(button)

    def show_course(self, course: Course) -> None:
        """Offer what can be done at this step."""
        begun, asking = course.step > 0, course.here is not None
        self.back.setVisible(begun)
        self.skip.setVisible(asking)
        if asking:
            words = _("Next"), _("A digit answers, Enter goes on, Tab to the words, S skips")
        elif begun:
            words = _("Log survey"), _("Enter logs all of it; one undo takes it back")
        else:
            words = _("Begin"), _("Ctrl+Enter goes to the end at any time")
        self.next.setText(words[0])
        self.next.setToolTip(with_keys(words[0], "Return"))
        self.hint.setText(words[1])
