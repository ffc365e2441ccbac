"""Light, dark, or as the system is."""

from collections.abc import Callable
from gettext import gettext as _

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from app.ui.settings.section import Section
from app.ui.tokens import Space


class Appearance(Section):
    """``look`` is what was chosen; ``prefer`` takes the choice and shows it at once."""

    def __init__(
        self,
        look: Callable[[], str],
        prefer: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Appearance"), parent)
        self._look = look
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        row = QHBoxLayout()
        row.setSpacing(Space.XL)
        for chosen, title in (
            ("system", _("As the &system")),
            ("light", _("&Light")),
            ("dark", _("&Dark")),
        ):
            button = self._buttons[chosen] = QRadioButton(title)
            button.clicked.connect(lambda _checked=False, chosen=chosen: prefer(chosen))
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def refresh(self) -> None:
        """Show what holds now; it may have been changed in the menu."""
        self._buttons[self._look()].setChecked(True)
