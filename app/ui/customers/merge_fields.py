"""Two records side by side, field by field; where they contradict each other, a choice."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from app.language import _
from app.ui.customer.inputs import Field, said
from app.ui.mnemonics import literal
from app.ui.tokens import Space
from app.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from app.services.customers.comparing import Compared, Comparison

LABEL = 130  # pixels
LONGEST = 32  # letters of a value to choose


class MergeFields(QWidget):
    """Choices come first. ``picked`` says of a field from which of the two it is taken."""

    picked = Signal(str, bool)  # the field, and whether of the one that goes

    def __init__(self, comparison: "Comparison", fields: Mapping[str, Field]) -> None:
        super().__init__()
        self.choices: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, Space.S, 0)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnMinimumWidth(0, LABEL)
        for column in (1, 2):
            self._grid.setColumnStretch(column, 1)
        self._head(comparison)
        for one in sorted(comparison.fields, key=lambda each: not each.open):
            self._add(one, fields[one.field])
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def choose(self, field: str, *, theirs: bool) -> None:
        """Take a field from one of the two."""
        if field in self.choices:
            self.choices[field][theirs].setChecked(True)

    def theirs(self) -> frozenset[str]:
        """Return the fields that are taken from the one that goes."""
        return frozenset(name for name, (_mine, its) in self.choices.items() if its.isChecked())

    def _head(self, comparison: "Comparison") -> None:
        names = (comparison.kept, comparison.other)
        for column, (name, fate) in enumerate(
            zip(names, (_("stays"), _("is merged into it")), strict=True), start=1
        ):
            label = ElidedLabel(name)
            label.setProperty("look", "strong")
            what = QLabel(fate)
            what.setProperty("look", "caption")
            self._grid.addWidget(label, 0, column)
            self._grid.addWidget(what, 1, column)

    def _add(self, one: "Compared", field: Field) -> None:
        row = self._grid.rowCount()
        label = QLabel(field.label, wordWrap=True)
        label.setProperty("look", "muted")
        label.setFixedWidth(LABEL)
        self._grid.addWidget(label, row, 0)
        texts = [_worded(field, value) for value in (one.mine, one.theirs)]
        if one.open:
            self._offer(one.field, field.label, texts, row)
            return
        both = one.field in ("note", "external_id")
        for column, text in enumerate(texts, start=1):
            value = ElidedLabel(text)
            if text == "–" or (column > 1 and text == texts[0] and not both):
                value.setProperty("look", "muted")
            self._grid.addWidget(value, row, column)
        if both and "–" not in texts:
            label.setText(_("{field} (both stay)").format(field=field.label))

    def _offer(self, name: str, label: str, texts: list[str], row: int) -> None:
        group = QButtonGroup(self)
        made: list[QRadioButton] = []
        for column, text in enumerate(texts, start=1):
            short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
            button = QRadioButton(literal(short))
            button.setToolTip("" if short == text else text)
            button.setAccessibleName(f"{label}: {text}")
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(self._picked, name, column > 1))
            group.addButton(button)
            self._grid.addWidget(button, row, column)
            made.append(button)
        made[0].setChecked(True)
        self.choices[name] = (made[0], made[1])

    def _picked(self, name: str, theirs: bool, _checked: bool = False) -> None:
        self.picked.emit(name, theirs)


def _worded(field: Field, value: object) -> str:
    """Return a value in words on one line; names stand as they are."""
    text = str(value) if field.key.endswith("_id") and value else said(field, value, "")
    return " ".join(text.split()) or "–"
