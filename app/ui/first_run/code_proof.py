"""That a recovery code was kept: it lies in a file, or two of its groups are typed back."""

from collections.abc import Sequence
from random import SystemRandom

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.language import _
from app.services.errors import Invalid
from app.ui import theme
from app.ui.first_run import recovery_sheet
from app.ui.tokens import Space
from app.ui.widgets.form import Form

FORGIVEN = str.maketrans("OIL", "011")  # as when a whole code is typed
TYPED_BACK = 2


def groups_to_ask(code: str) -> list[int]:
    """Choose which groups are to be typed, counted from one."""
    count = len(recovery_sheet.groups(code))
    return sorted(SystemRandom().sample(range(1, count + 1), TYPED_BACK))


class CodeProof(QWidget):
    """Two fields, which go when the code was saved as a file."""

    entered = Signal()

    def __init__(self, code: str, asked: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = recovery_sheet.groups(code)
        self.asked = tuple(asked)
        self._in_a_file = False
        self.fields = {n: QLineEdit(maxLength=8) for n in self.asked}
        self._forms: dict[int, Form] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(
            QLabel(_("Copied or printed? Then type two groups from your copy."), wordWrap=True)
        )
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        for n, field in self.fields.items():
            field.setFont(theme.fixed_font())
            field.returnPressed.connect(self.entered)
            form = self._forms[n] = Form()
            form.add("group", _("Group {n}").format(n=n), field)
            row.addWidget(form, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        column.addLayout(row)

    @Slot(object)
    def saved(self, _path: object = None) -> None:
        """Take it as kept: the code lies in a file."""
        self._in_a_file = True
        self.hide()
        for form in self._forms.values():
            form.clear_errors()

    def is_given(self) -> bool:
        """Tell whether the code was kept, or say at the fields what is missing."""
        typed = [self._in_a_file or self._is_right(n) for n in self.asked]
        return all(typed)

    def _is_right(self, n: int) -> bool:
        typed = self.fields[n].text().strip().upper().translate(FORGIVEN)
        form = self._forms[n]
        form.clear_errors()
        if not typed:
            form.refuse(Invalid("group", _("Type group {n}, or save the code.").format(n=n)))
        elif typed != self.groups[n - 1]:
            form.refuse(Invalid("group", _("Group {n} is another. Look again.").format(n=n)))
        else:
            return True
        return False
