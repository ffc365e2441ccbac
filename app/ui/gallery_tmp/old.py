"""Pictures of every page and dialog: light and dark, with nothing, a company and 2,000 customers.

For the people who build Rapport: a screen that nobody looked at is not done.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.models.kinds import Stage as Lifecycle
from app.services.book import opening, paths, presence
from app.services.book.paths import Profile
from app.services.contracts.review_rows import ReviewStep
from app.services.customers import customers
from app.services.customers.customers import CustomerDraft
from app.services.feedback import surveys
from app.services.feedback.surveys import OwnSurveyDraft
from app.services.sample import book as sample
from app.ui import to_know
from app.ui.customer.character_popover import CharacterPopover
from app.ui.customer.editor import Editor
from app.ui.customer.page import CustomerPage
from app.ui.customers.duplicates_dialog import DuplicatesDialog
from app.ui.customers.merge_dialog import MergeDialog
from app.ui.first_run.controller import NOTHING_TYPED
from app.ui.insights.sections import sections
from app.ui.keys_guide import KeysGuide
from app.ui.pages import CUSTOMER
from app.ui.renewals.views import FORECAST, LIST, REVIEW, RenewalViews
from app.ui.restore_dialog import RestoreDialog
from app.ui.settings.change_key_dialog import ChangeKeyDialog
from app.ui.settings.keeper import Keeper
from app.ui.settings.key_dialogs import PassphraseDialog
from app.ui.stage import SIZES, Stage, save_picture
from app.ui.theme import Preference

if TYPE_CHECKING:
    from app.ui.insights.page import InsightsPage
    from app.ui.insights.right_view import RightView
    from app.ui.settings.page import SettingsPage
    from app.ui.survey.window import SurveyWindow

PAGES = ("today", "customers", "renewals", "feedback", "insights", "vendors", "settings")
DIALOGS = (
    *("log", "log_feedback", "rate", "new_customer", "import", "report", "find", "shortcuts"),
    *("changes", "duplicates", "about", "restore"),
)
LOOKS: tuple[Preference, ...] = ("light", "dark")
CUSTOMERS, FACTS = 2_000, 12
ANSWERS = (
    *((4, ""), (5, "Kari knows our network by heart."), (2, "Nobody called between the projects.")),
    *((4, ""), (9, ""), (None, ""), (3, ""), (3, "They got an offer.\nvs Otherhouse: cheaper")),
)
OWN_SURVEYS = {
    "After a project": "How well did we keep you informed?\nHow well did we keep to the plan?\nnps",
    "Yearly check of the contract": "How clear are our invoices?\ntrust\ncommitment",
}
SHOWN = "Nordwindt Spedition GmbH"  # whose page is shown of the sample company
ALIKE = (
    CustomerDraft("Nordwindt Spedition", city="Bremerhaven", phone="+49 431 555010", seats=12,
                  email="disposition@nordwindt.example", note="Ask for Ms Claas.",
                  stage=Lifecycle.BONDING),
    CustomerDraft("NORDWINDT Spedition GmbH & Co. KG", city="Kiel"),
)  # fmt: skip


def gallery(qt: QApplication, profile: Profile, folder: Path) -> int:
    """Take all pictures into ``folder``, a folder for each book; return the exit status."""
    today = datetime.now(UTC).date()
    count = _first_run(qt, _below(profile, "first run"), folder / "no book", today)
    for name, path in _books(profile, today):
        stage = Stage(qt, _below(profile, name), today)
        stage.open(path)
        for picture in _pictures(stage, folder / name):
            print(picture)  # noqa: T201 – says where to look
            count += 1
        stage.close()
    print(f"{count} pictures")  # noqa: T201
    return 0


def _below(profile: Profile, name: str) -> Profile:
    return paths.profile(profile.cache / name)


def _books(profile: Profile, today: date) -> Iterator[tuple[str, Path]]:
    folder = profile.documents
    folder.mkdir(parents=True, exist_ok=True)
    yield "empty", opening.create(folder / "Empty.rapport", profile, plain=True).path
    yield "sample", sample.write(folder / "Sample.rapport", profile, today)

    large = folder / "Large.rapport"
    yield "large", sample.write_large(large, profile, today, CUSTOMERS, FACTS)


def _first_run(qt: QApplication, profile: Profile, folder: Path, today: date) -> int:
    stage = Stage(qt, profile, today)
    stage.program.begin()
    for look in LOOKS:
        stage.look(look)
        save_picture(stage.window, folder / f"first run {look}.png")
    stage.close()
    return len(LOOKS)


def _pictures(stage: Stage, folder: Path) -> Iterator[Path]:
    rows = stage.read(customers.overview)
    shown = next((row.id for row in rows if row.name == SHOWN), rows[0].id if rows else None)
    for look in LOOKS:
        stage.look(look)
        for size, extent in SIZES.items():
            stage.resize(extent)
            for page in PAGES:
                stage.page(page)
                yield save_picture(stage.window, folder / f"{page} {look} {size}.png")
            for name in _renewal_views(stage):
                yield save_picture(stage.window, folder / f"{name} {look} {size}.png")
            if shown is not None:
                stage.page(CUSTOMER, shown)
                yield save_picture(stage.window, folder / f"customer {look} {size}.png")
                yield from _character(stage, folder, f"{look} {size}")
        if any(row.name == SHOWN for row in rows):
            yield from _sections(stage, folder, look)
            yield from _alike(stage, folder, look)
        yield from _dialogs(stage, folder, look)
        yield from _troubles(stage, folder, look)
        yield from _backups(stage, folder, look)
        yield from _keys(stage, folder, look)
        yield from _survey(stage, folder, look, shown)
        yield _locked(stage, folder / f"locked {look}.png")


def _character(stage: Stage, folder: Path, ending: str) -> Iterator[Path]:
    """Show what the character of the customer on the page opens to, and the form over it."""
    popover = _opened(stage)
    yield save_picture(popover, folder / f"character {ending}.png")
    popover.overrule.click()
    stage.settle()
    dialog = stage.window.findChildren(Editor)[-1]
    yield save_picture(dialog, folder / f"dialog overrule {ending}.png")
    dialog.reject()
    stage.settle()


def _opened(stage: Stage) -> CharacterPopover:
    (page,) = stage.window.findChildren(CustomerPage)
    page.header.character.click()
    stage.settle()
    return page.findChildren(CharacterPopover)[-1]


def _renewal_views(stage: Stage) -> Iterator[str]:
    """Show the other views of the renewals one after the other, and tell each one's name."""
    views = cast("RenewalViews", stage.page("renewals"))
    views.turn(FORECAST)
    stage.settle()
    stage.settle()  # the first chart asks for its room once it is drawn
    yield "forecast"
    views.turn(REVIEW)
    stage.settle()
    yield "review"
    for step in (ReviewStep.GIVE, ReviewStep.DECIDE):
        row = next((one for one in views.review.queue.rows_shown() if one.step is step), None)
        if row is not None:
            views.show_review(row.contract_id)
            stage.settle()
            yield f"review {step}"
            views.review.close_panels()
    views.turn(LIST)


def _sections(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
    """Show every section of Insights, of the company that has something to say in each."""
    page = cast("InsightsPage", stage.page("insights"))
    for spec in sections():
        page.show_section(spec.id)
        stage.settle()
        yield save_picture(stage.window, folder / f"insights {spec.id} {look}.png")
    yield from _replay(stage, folder, look)


def _replay(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
    """Show a loss as it looked before the decision."""
    page = cast("InsightsPage", stage.page("insights"))
    view = cast("RightView", page.show_section("right"))
    for said in view.shown().missed[:1]:
        view.show_replay(said)
        stage.settle()
        yield save_picture(stage.window, folder / f"insights replay {look}.png")
        view.leave_facts()


def _dialogs(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
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


def _alike(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
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


def _troubles(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
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


def _backups(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
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


def _keys(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
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


def _survey(stage: Stage, folder: Path, look: Preference, shown: int | None) -> Iterator[Path]:
    """Show each step of a survey, what Esc asks, and where surveys are written."""
    dialog = stage.program.surveys.window()
    dialog.open_for(shown)
    stage.settle()
    yield save_picture(dialog, folder / f"survey begin {look}.png")
    if shown is not None:
        for name in _steps(stage, dialog):
            yield save_picture(dialog, folder / f"survey {name} {look}.png")
    dialog.begin_anew()
    dialog.reject()
    if shown is not None and not stage.read(surveys.overview):
        for name, lines in OWN_SURVEYS.items():
            stage.program.tasks.write(surveys.save, OwnSurveyDraft(name, lines))
    page = cast("SettingsPage", stage.page("settings"))
    page.surveys.list.setFocus()
    stage.settle()
    yield save_picture(page.surveys, folder / f"settings surveys {look}.png")
    page.surveys.list.add()
    stage.settle()
    yield save_picture(page.surveys, folder / f"settings new survey {look}.png")
    page.surveys.list.editor.leave()


def _steps(stage: Stage, dialog: "SurveyWindow") -> Iterator[str]:
    """Answer as somebody would, and tell the name of each step that is worth a look."""
    dialog.forward()
    stage.settle()
    yield "first question"
    for answer, words in ANSWERS:
        dialog.question.scale.answer(answer)
        dialog.question.words.setPlainText(words)
        dialog.forward()
    stage.settle()
    dialog.back()
    stage.settle()
    yield "last question"
    dialog.reject()
    stage.settle()
    yield "leave"
    dialog.reject()
    dialog.forward()
    stage.settle()
    yield "end"


def _locked(stage: Stage, path: Path) -> Path:
    stage.window.commands["lock"].trigger()
    stage.settle()
    save_picture(stage.window, path)
    stage.program.locker.unlock(NOTHING_TYPED)
    stage.settle()
    return path


def _topmost(stage: Stage) -> QWidget:
    """Return the dialog that lies over the window, or the window where it holds what was opened."""
    shown = [d for d in stage.window.findChildren(QDialog) if d.isVisible()]
    return shown[-1] if shown else stage.window
