"""Fields under their names, with what was refused said below each. The label names the field."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.language import _
from app.services.errors import Invalid
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine
from app.ui.widgets.meanwhile_line import MeanwhileLine


class Form(QWidget):
    """Fields by key; the keys are the names that services use in `Invalid`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, QWidget] = {}
        self._errors: dict[str, ErrorLine] = {}
        self.meanwhile: dict[str, MeanwhileLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.L)
        self._other = ErrorLine()
        self._column.addWidget(self._other)

    def add(self, key: str, label: str, field: QWidget, hint: str = "") -> None:
        """Add a field; ``&`` in its label makes the key that jumps there."""
        self.fields[key] = field
        self._errors[key] = ErrorLine(field)
        self.meanwhile[key] = MeanwhileLine()
        name = QLabel(label)
        name.setBuddy(field)
        field.setAccessibleName(label.replace("&", ""))
        if isinstance(field, QPlainTextEdit):
            field.setTabChangesFocus(True)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(lambda _text: self._errors[key].say(""))
        part = QVBoxLayout()
        part.setSpacing(Space.XS)
        part.addWidget(name)
        part.addWidget(field)
        if hint:
            below = QLabel(hint, wordWrap=True)
            below.setProperty("look", "caption")
            part.addWidget(below)
        part.addWidget(self._errors[key])
        part.addWidget(self.meanwhile[key])
        self._column.insertLayout(self._column.count() - 1, part)

    def refuse(self, error: Invalid) -> None:
        """Say at its field what was refused, and go there; above all if the field is not here."""
        self.clear_errors()
        line = self._errors.get(error.field, self._other)
        line.say(str(error) or _("This cannot be saved."))
        if error.field in self.fields:
            self.fields[error.field].setFocus()

    def tell(self, key: str, sentence: str, take: Callable[[], object] | None = None) -> None:
        """Say at a field what somebody else made of it meanwhile; ``take`` puts theirs there."""
        self.meanwhile[key].say(sentence, take)

    def announce(self, sentence: str) -> None:
        """Say at the foot what concerns all fields."""
        self._other.say(sentence)

    def clear_errors(self) -> None:
        """Take back every sentence."""
        for line in (*self._errors.values(), *self.meanwhile.values(), self._other):
            line.say("")
