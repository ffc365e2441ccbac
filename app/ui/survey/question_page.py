"""One question, large enough to be read aloud: its answers, and the words that came with it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.language import _
from app.services.customers import note_lines
from app.services.feedback.questions import Worded
from app.ui.logging.note_field import NoteField
from app.ui.survey.course import Given
from app.ui.survey.scale_row import ScaleRow
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

WORDS = 120  # pixels
LARGE = 120  # characters, up to which a question has room in large letters


class QuestionPage(QWidget):
    """Shows one question after the other; the window keeps what was given."""

    forward = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text.setProperty("look", "display")
        self.scale = ScaleRow()
        self.trouble = ErrorLine()
        name = QLabel(_("In their &words"))
        name.setProperty("look", "caption")
        self.words = NoteField(_("What they said with it. vs competitor"), lines=3)
        self.words.setMaximumHeight(WORDS)
        self.words.setAccessibleName(_("In their words"))
        name.setBuddy(self.words)
        self.understood = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.understood.setProperty("look", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.text)
        column.addWidget(self.scale)
        column.addWidget(self.trouble)
        column.addSpacing(Space.S)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        for part in (name, self.words, self.understood):
            words.addWidget(part)
        column.addLayout(words)
        column.addStretch(1)
        self.scale.done.connect(self.forward)
        self.scale.picked.connect(lambda: self.trouble.say(""))
        self.words.done.connect(self.forward)
        self.words.textChanged.connect(self._understand)
        self.setFocusProxy(self.scale)

    def ask(self, question: Worded, given: Given) -> None:
        """Ask this, with what was given before."""
        self.text.setText(question.text)
        self.text.setProperty("look", "display" if len(question.text) <= LARGE else "title")
        self.text.style().unpolish(self.text)
        self.text.style().polish(self.text)
        self.scale.ask(question, given.score)
        self.words.setPlainText(given.words)
        self.words.settle()
        self.trouble.say("")
        self._understand()

    def given(self) -> Given:
        """Return what was said to the question that is shown."""
        return Given(self.scale.score, self.words.text(), passed=True)

    @Slot()
    def _understand(self) -> None:
        """Say below the words which competitor they name."""
        found = note_lines.rivals(self.words.text())
        named = (
            ("; ".join(", ".join(filter(None, _parts(line))) for line in found)) if found else ""
        )
        self.understood.setText(_("Competitor: {names}").format(names=named) if named else "")


def _parts(line: note_lines.RivalLine) -> tuple[str, ...]:
    from app.ui.customer import words

    stance = words.stances().get(line.stance, "")
    return line.name, stance, line.product, line.note
