"""What the window itself can do: look light or dark, fill the screen, help."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QActionGroup, QDesktopServices
from PySide6.QtWidgets import QDialog, QMainWindow

from app.ui.actions import Actions
from app.ui.curtain import BOOKLESS
from app.ui.theme import Preference, Theme
from app.ui.window_state import WindowState

LOOKS: tuple[Preference, ...] = ("light", "dark", "system")


class WindowCommands(QObject):
    """Connects the actions of View and Help."""

    def __init__(
        self,
        window: QMainWindow,
        actions: Actions,
        theme: Theme,
        state: WindowState,
        logs: Path,
    ) -> None:
        super().__init__(window)
        self._window, self._actions = window, actions
        self._theme, self._state, self._logs = theme, state, logs
        self._offer_looks()
        actions.on("full_screen", self._full_screen)
        actions.on("shortcuts", self._show_shortcuts)
        actions.on("about", self._show_about)
        actions.on("logs", self._open_logs)

    def prefer(self, look: Preference) -> None:
        """Look light, dark or as the system does, and remember it (also for Settings)."""
        self._theme.prefer(look)
        self._state.keep_theme(look)
        self._actions[look].setChecked(True)

    def _offer_looks(self) -> None:
        group = QActionGroup(self)
        for look in LOOKS:
            action = self._actions.on(look, partial(self.prefer, look))
            action.setActionGroup(group)
        self._actions[self._theme.preference].setChecked(True)

    def _full_screen(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _open_logs(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._logs)))

    def _show_shortcuts(self) -> None:
        from app.ui.shortcuts_help import ShortcutsHelp

        self._show(ShortcutsHelp(self._actions, self._window))

    def _show_about(self) -> None:
        from app.ui.about import About

        self._show(About(self._window))

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setProperty(BOOKLESS, True)
        dialog.open()
