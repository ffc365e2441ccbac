"""Pictures of the dialogs, and of what is said where something went wrong."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from app.models.kinds import Stage as Lifecycle
from app.services.book import presence
from app.services.customers import customers
from app.services.customers.customers import CustomerDraft
from app.ui import to_know
from app.ui.customers.duplicates_dialog import DuplicatesDialog
from app.ui.customers.merge_dialog import MergeDialog
from app.ui.keys_guide import KeysGuide
from app.ui.logging.note_field import NoteField
from app.ui.restore_dialog import RestoreDialog
from app.ui.settings.change_key_dialog import ChangeKeyDialog
from app.ui.settings.keeper import Keeper
from app.ui.settings.key_dialogs import PassphraseDialog
from app.ui.stage import Stage, save_picture
from app.ui.theme import Preference

DIALOGS = (
    *("log", "log_feedback", "rate", "new_customer", "import", "report", "find", "shortcuts"),
    *("changes", "duplicates", "about", "restore"),
)
BEGUN = "They grow to 40 seats in May.\n! send quote by Friday\nvs Otherhouse: cheaper, firewall"
ALIKE = (
    CustomerDraft("Nordwindt Spedition", city="Bremerhaven", phone="+49 431 555010", seats=12,
                  email="disposition@nordwindt.example", note="Ask for Ms Claas.",
                  stage=Lifecycle.BONDING),
    CustomerDraft("NORDWINDT Spedition GmbH & Co. KG", city="Kiel"),
)  # fmt: skip


def of_commands(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
    """Show what a command of the menus opens."""
    stage.page("customers")
    for action in DIALOGS:
        stage.window.commands[action].trigger()
        stage.settle()
        dialog = _topmost(stage)
        yield save_picture(dialog, folder / f"dialog {action} {look}.png")
        if isinstance(dialog, QDialog):
            dialog.reject()
        else:
            stage.window.finder.close_quietly()
        stage.settle()


def duplicates(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
    """Show customers that may be one and how they are merged; then all is as it was."""
    for draft in ALIKE:
        stage.program.tasks.write(customers.save, draft, stage.today)
    stage.settle()
    stage.window.commands["duplicates"].trigger()
    stage.settle()
    finder = stage.window.findChildren(DuplicatesDialog)[-1]
    yield save_picture(finder, folder / f"dialog duplicates found {look}.png")
    finder.merge.click()
    stage.settle()
    merging = finder.findChildren(MergeDialog)[-1]
    yield save_picture(merging, folder / f"dialog merge {look}.png")
    merging.reject()
    finder.reject()
    for _draft in ALIKE:
        stage.window.commands["undo"].trigger()
        stage.settle()


def troubles(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
    """Show what is said above the page, and in a dialog whose write failed."""
    sentence = str(presence.gone(Path("/Volumes/Stick/Books/Fjord.rapport")))
    stage.page("today")
    stage.window.notify("\n".join((to_know.kept("Fjord before version 3.rapport"), sentence)))
    stage.settle()
    yield save_picture(stage.window, folder / f"notice {look}.png")
    stage.window.notice.hide()
    quick_log = stage.program.logging.window()
    quick_log.open_for(None)
    quick_log.trouble.say(sentence)
    stage.settle()
    yield save_picture(quick_log, folder / f"dialog log failed {look}.png")
    quick_log.reject()


def begun(stage: Stage, folder: Path, look: Preference, shown: int | None) -> Iterator[Path]:
    """Show an entry that was begun, opened again."""
    quick_log = stage.program.logging.window()
    quick_log.open_for(shown)
    stage.settle()
    quick_log.pane.findChildren(NoteField)[0].setPlainText(BEGUN)
    stage.settle()
    quick_log.reject()
    quick_log.open_for(shown)
    stage.settle()
    yield save_picture(quick_log, folder / f"dialog log begun {look}.png")
    quick_log.begin_anew()
    quick_log.reject()


def backups(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
    """Show a backup to restore from, of a book that is somebody's: a sample has none."""
    stage.program.backups.make()
    stage.settle()
    if any(stage.program.backups.folder().rglob("*.rapport")):
        stage.window.commands["restore"].trigger()
        stage.settle()
        dialog = stage.window.findChildren(RestoreDialog)[-1]
        yield save_picture(dialog, folder / f"dialog restore found {look}.png")
        dialog.reject()
        stage.settle()


def keys(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
    """Show what is done about keys."""
    keeper = Keeper(stage.program.tasks, stage.program.profile, stage.program.book, stage.program)
    tasks, window = stage.program.tasks, stage.window
    for name, dialog in (
        ("change the key", ChangeKeyDialog(tasks, keeper, window)),
        ("passphrase", PassphraseDialog(tasks, keeper, window)),
        ("keys", KeysGuide(parent=window)),
    ):
        dialog.open()
        stage.settle()
        yield save_picture(dialog, folder / f"dialog {name} {look}.png")
        dialog.reject()


def _topmost(stage: Stage) -> QWidget:
    """Return the dialog that lies over the window, or the window where it holds what was opened."""
    shown = [d for d in stage.window.findChildren(QDialog) if d.isVisible()]
    return shown[-1] if shown else stage.window
