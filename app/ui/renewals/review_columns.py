"""The columns of the review: who called what, and what came of it."""

from collections.abc import Callable
from datetime import date

from app.language import _
from app.models.kinds import Call
from app.services.contracts import wording
from app.services.contracts.review_rows import ReviewRow, ReviewStep
from app.services.trajectory import words
from app.ui import formats
from app.ui.table_model import Column
from app.ui.tokens import Ink

INKS: dict[Call, Ink] = {Call.SAFE: "good", Call.WATCH: "warn", Call.AT_RISK: "bad"}


def queue_columns(today: Callable[[], date]) -> list[Column[ReviewRow]]:
    """Return what the table shows of a renewal that is to be reviewed."""
    return [
        _customer(),
        Column("notice_by", _("Say no by"),
               lambda row: formats.day_and_month(row.notice_by, today()),
               sort=lambda row: row.notice_by, width=98,
               tooltip=lambda row: wording.days_to_say_no((row.notice_by - today()).days)),
        _horizon(),
        *_calls(),
        Column("final", _("Final call"), final_words, ink=_final_ink, width=100),
        Column("action", _("What is done"), lambda row: action_words(row, today()),
               tooltip=lambda row: row.note, width=220),
        *_which(),
        Column("owner", _("Owner"), lambda row: row.owner, width=110),
    ]  # fmt: skip


def past_columns(today: Callable[[], date]) -> list[Column[ReviewRow]]:
    """Return what the table shows of a review whose renewal was decided."""
    return [
        _customer(),
        Column("outcome", _("Outcome"), outcome_words, strong=True, width=150),
        _horizon(),
        *_calls(),
        Column("final", _("Final call"), final_words, ink=_final_ink, width=90),
        Column("decided_on", _("Decided"), lambda row: formats.day_and_month(
               row.decided_on or row.due_on, today()),
               sort=lambda row: row.decided_on or row.due_on, width=98),
        Column("surprise", _("Surprise"), surprise_words, width=220),
        *_which(),
    ]  # fmt: skip


def call_words(row: ReviewRow) -> str:
    """Return the account manager's call with the gut, or that it is still to be given."""
    if row.manager_call is None:
        return _("to be given")
    return _("{call} · gut {gut}").format(call=wording.calls()[row.manager_call], gut=row.gut)


def computed_words(row: ReviewRow) -> str:
    """Return the computed call with its chance; before the account manager's call, nothing."""
    if row.computed_call is None or row.computed_risk is None:
        return _("after the call") if row.step is ReviewStep.GIVE else formats.NOTHING
    return _("{call} · {chance}").format(
        call=wording.calls()[row.computed_call], chance=words.one_in(row.computed_risk)
    )


def final_words(row: ReviewRow) -> str:
    """Return the final call, or what the owner is asked."""
    if row.final_call is not None:
        return wording.calls()[row.final_call]
    if row.step is ReviewStep.GIVE or row.outcome is not None:
        return formats.NOTHING
    return _("to decide") if row.apart else _("to confirm")


def action_words(row: ReviewRow, today: date) -> str:
    """Return what is done about an at-risk renewal, by whom and until when."""
    if not row.action or row.action_on is None:
        return row.note
    return _("{what} – {day}, {who}").format(
        what=row.action,
        day=formats.day_and_month(row.action_on, today),
        who=row.action_owner or _("nobody"),
    )


def outcome_words(row: ReviewRow) -> str:
    """Return how the renewal was decided."""
    return wording.outcomes()[row.outcome] if row.outcome else ""


def surprise_words(row: ReviewRow) -> str:
    """Return why a loss came that nobody had called."""
    return wording.surprises()[row.surprise] if row.surprise else ""


def _customer() -> Column[ReviewRow]:
    return Column(
        "customer", _("Customer"), lambda row: row.customer, strong=True, optional=False,
        tooltip=lambda row: row.contract, width=184,
    )  # fmt: skip


def _which() -> list[Column[ReviewRow]]:
    return [
        Column("contract", _("Contract"), lambda row: row.contract, width=140),
        Column("value", _("Yearly value"),
               lambda row: formats.money(row.value, row.currency, whole=True),
               sort=lambda row: row.value, align="end", width=98),
    ]  # fmt: skip


def _horizon() -> Column[ReviewRow]:
    return Column(
        "horizon", _("Review"), lambda row: _("{n} days").format(n=row.horizon),
        sort=lambda row: row.horizon, tooltip=_earlier, width=84,
        explained=_("The first review is due 180 days before the last day to say no, "
                    "the second 90 days before it"),
    )  # fmt: skip


def _earlier(row: ReviewRow) -> str:
    if row.before is None:
        return ""
    return _("At 180 days: {call}").format(call=wording.calls()[row.before])


def _calls() -> list[Column[ReviewRow]]:
    return [
        Column("manager", _("Account manager"), call_words, ink=_manager_ink,
               tooltip=_manager_tooltip, width=120),
        Column("computed", _("Computed"), computed_words, ink=_computed_ink, width=126,
               explained=_("As it was when the account manager's call was given")),
    ]  # fmt: skip


def _manager_tooltip(row: ReviewRow) -> str:
    return row.manager if row.gut is None else f"{row.manager}: {wording.guts()[row.gut]}"


def _manager_ink(row: ReviewRow) -> Ink:
    return INKS[row.manager_call] if row.manager_call else "accent"


def _computed_ink(row: ReviewRow) -> Ink:
    return INKS[row.computed_call] if row.computed_call else "muted"


def _final_ink(row: ReviewRow) -> Ink:
    if row.final_call is not None:
        return INKS[row.final_call]
    return "muted" if row.step is ReviewStep.GIVE or row.outcome else "accent"
