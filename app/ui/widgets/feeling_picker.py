"""How it went, from −2 to +2: five faces with their words and keys. The hue only helps."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from app.language import _
from app.ui import formats, icons
from app.ui.tokens import Ink, Space

FEELINGS = (-2, -1, 0, 1, 2)
INKS: tuple[Ink, ...] = ("bad", "bad", "muted", "good", "good")
FACE = 22


def words() -> dict[int, str]:
    """Return the word of each feeling."""
    return {
        -2: _("Angry"),
        -1: _("Unhappy"),
        0: _("Neutral"),
        1: _("Pleased"),
        2: _("Delighted"),
    }


class FeelingPicker(QWidget):
    """Keys 1 to 5 pick, the arrows move, Backspace takes back: not known is an answer too."""

    picked = Signal(object)  # -2 … 2, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.setAccessibleName(_("Feeling"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for n, feeling in enumerate(FEELINGS):
            row.addWidget(self._button(n, feeling))
        row.addStretch(1)
        self.setFocusProxy(self._group.button(FEELINGS.index(0)))

    def feeling(self) -> int | None:
        """Return what was picked, or None."""
        chosen = next((b for b in self._group.buttons() if b.isChecked()), None)
        return None if chosen is None else FEELINGS[self._group.id(chosen)]

    def pick(self, feeling: int | None) -> None:
        """Pick one, or none."""
        before = self.feeling()
        for n, one in enumerate(FEELINGS):
            self._group.button(n).setChecked(one == feeling)
        if feeling != before:
            self.picked.emit(feeling)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self.feeling()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        step = -step if self.isRightToLeft() else step
        if event.text() and event.text() in "12345":
            self._pick_and_go(FEELINGS[int(event.text()) - 1])
        elif step:
            self._pick_and_go(min(2, max(-2, (now or 0) + step)))
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.pick(None)
        else:
            super().keyPressEvent(event)

    def _pick_and_go(self, feeling: int) -> None:
        self.pick(feeling)
        self._group.button(FEELINGS.index(feeling)).setFocus()

    def _button(self, n: int, feeling: int) -> QToolButton:
        word = words()[feeling]
        button = QToolButton()
        button.setProperty("look", "button")
        button.setIcon(icons.icon(f"feeling{feeling}", INKS[n]))
        button.setIconSize(QSize(FACE, FACE))
        button.setText(word)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        value = formats.signed(feeling)
        button.setAccessibleName(_("{word}, {value}").format(word=word, value=value))
        button.setToolTip(
            _("{word}, {value} (key {key})").format(word=word, value=value, key=n + 1)
        )
        button.clicked.connect(lambda checked, one=feeling: self._clicked(one if checked else None))
        self._group.addButton(button, n)
        return button

    def _clicked(self, feeling: int | None) -> None:
        for n, one in enumerate(FEELINGS):
            self._group.button(n).setChecked(one == feeling)
        self.picked.emit(feeling)
