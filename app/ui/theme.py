"""Light or dark, followed live: the one place that turns tokens into palette, fonts and style."""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.ui.style import style_sheet
from app.ui.tokens import DARK, LIGHT, Size, Tokens, of_scheme

Preference = Literal["system", "light", "dark"]

ICONS = (Path(__file__).parents[2] / "resources" / "icons").as_posix()

MIDDLE = 128  # of the lightness of the window's ground


def tokens() -> Tokens:
    """Return the colours in use now. Ask when painting; a change arrives as PaletteChange."""
    ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if ground.lightness() < MIDDLE else LIGHT


def font(size: float = Size.BODY, weight: int = Size.NORMAL) -> QFont:
    """Return the system's font at one of the sizes and weights of `tokens.Size`."""
    made = QFont(QApplication.font())
    made.setPointSizeF(made.pointSizeF() * size)
    made.setWeight(QFont.Weight(weight))
    return made


def fixed_font(size: float = Size.BODY) -> QFont:
    """Return the system's font in which all letters are equally wide."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPointSizeF(QApplication.font().pointSizeF() * size)
    return made


class Theme(QObject):
    """Gives the program its look, and gives it again when the system or the user changes it."""

    changed = Signal()

    def __init__(self, app: QApplication, preference: Preference = "system") -> None:
        super().__init__(app)
        self._app = app
        self._preference: Preference = preference
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def preference(self) -> Preference:
        """What the user chose: to follow the system, or always light, or always dark."""
        return self._preference

    def prefer(self, preference: Preference) -> None:
        """Follow the system, or stay light or dark."""
        self._preference = preference
        self._apply()

    @Slot()
    def _system_changed(self) -> None:
        if self._preference == "system":
            self._apply()

    def _apply(self) -> None:
        wanted = self._preference
        if wanted == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            wanted = "dark" if dark else "light"
        look = of_scheme(wanted)
        self._app.setPalette(palette(look))
        self._app.setStyleSheet(style_sheet(look, self._app.font().pointSizeF(), ICONS))
        self.changed.emit()


def palette(look: Tokens) -> QPalette:
    """Return Qt's own colour roles for these tokens, enabled and disabled."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, colour in {
        roles.Window: look.surface,
        roles.WindowText: look.text,
        roles.Base: look.surface,
        roles.AlternateBase: look.chrome,
        roles.Text: look.text,
        roles.Button: look.raised,
        roles.ButtonText: look.text,
        roles.BrightText: look.bad,
        roles.Highlight: look.accent,
        roles.HighlightedText: look.on_accent,
        roles.Accent: look.accent,
        roles.Link: look.accent,
        roles.LinkVisited: look.accent,
        roles.ToolTipBase: look.raised,
        roles.ToolTipText: look.text,
        roles.PlaceholderText: look.muted,
        roles.Light: look.raised,
        roles.Midlight: look.hover,
        roles.Mid: look.border,
        roles.Dark: look.outline,
        roles.Shadow: look.border,
    }.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.faint))
    made.setColor(QPalette.ColorGroup.Disabled, roles.Highlight, QColor(look.hover))
    return made
