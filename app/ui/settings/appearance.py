"""Light, dark, or as the system is."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from app.language import _
from app.ui.settings.section import Section
from app.ui.theme import Preference
from app.ui.tokens import Space


class Appearance(Section):
    """``look`` is what was chosen; ``prefer`` takes the choice and shows it at once."""

    def __init__(
        self,
        look: Callable[[], Preference],
        prefer: Callable[[Preference], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Appearance"), parent)
        self._look = look
        self._group = QButtonGroup(self)
        self._buttons: dict[Preference, QRadioButton] = {}
        row = QHBoxLayout()
        row.setSpacing(Space.XL)
        ways: tuple[tuple[Preference, str], ...] = (
            ("system", _("As the &system")),
            ("light", _("&Light")),
            ("dark", _("&Dark")),
        )
        for chosen, title in ways:
            button = self._buttons[chosen] = QRadioButton(title)
            button.clicked.connect(partial(_choose, prefer, chosen))
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def refresh(self) -> None:
        """Show what holds now; it may have been changed in the menu."""
        self._buttons[self._look()].setChecked(True)


def _choose(
    prefer: Callable[[Preference], object], look: Preference, _checked: bool = False
) -> None:
    prefer(look)
