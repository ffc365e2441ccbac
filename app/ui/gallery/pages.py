"""Pictures of what pages show when something is opened on them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from app.services.contracts.review_rows import ReviewStep
from app.ui.customer.character_popover import CharacterPopover
from app.ui.customer.editor import Editor
from app.ui.customer.page import CustomerPage
from app.ui.first_run.controller import NOTHING_TYPED
from app.ui.insights.sections import sections
from app.ui.renewals.views import FORECAST, LIST, REVIEW, RenewalViews
from app.ui.stage import Stage, save_picture
from app.ui.theme import Preference

if TYPE_CHECKING:
    from app.ui.insights.page import InsightsPage
    from app.ui.insights.right_view import RightView


def character(stage: Stage, folder: Path, ending: str) -> Iterator[Path]:
    """Show what the character of the customer on the page opens to, and the form over it."""
    popover = _opened(stage)
    yield save_picture(popover, folder / f"character {ending}.png")
    popover.overrule.click()
    stage.settle()
    dialog = stage.window.findChildren(Editor)[-1]
    yield save_picture(dialog, folder / f"dialog overrule {ending}.png")
    dialog.reject()
    stage.settle()


def renewal_views(stage: Stage) -> Iterator[str]:
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


def insights(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
    """Show every section of Insights, of the company that has something to say in each."""
    page = cast("InsightsPage", stage.page("insights"))
    for spec in sections():
        page.show_section(spec.id)
        stage.settle()
        yield save_picture(stage.window, folder / f"insights {spec.id} {look}.png")
    yield from _replay(stage, folder, look)


def locked(stage: Stage, path: Path) -> Path:
    """Show the locked window."""
    stage.window.commands["lock"].trigger()
    stage.settle()
    save_picture(stage.window, path)
    stage.program.locker.unlock(NOTHING_TYPED)
    stage.settle()
    return path


def _opened(stage: Stage) -> CharacterPopover:
    (page,) = stage.window.findChildren(CustomerPage)
    page.header.character.click()
    stage.settle()
    return page.findChildren(CharacterPopover)[-1]


def _replay(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
    """Show a loss as it looked before the decision."""
    page = cast("InsightsPage", stage.page("insights"))
    view = cast("RightView", page.show_section("right"))
    for said in view.shown().missed[:1]:
        view.show_replay(said)
        stage.settle()
        yield save_picture(stage.window, folder / f"insights replay {look}.png")
        view.leave_facts()
