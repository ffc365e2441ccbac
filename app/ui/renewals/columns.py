"""The columns of the renewals, on the screen; what is printed says the same in its own order."""

from collections.abc import Callable
from datetime import date

from app.language import _
from app.services.contracts import wording
from app.services.contracts.renewal_rows import RenewalRow
from app.services.trajectory import words
from app.ui import formats
from app.ui.table_model import Column
from app.ui.tokens import Ink

HIGH, NOTABLE = 0.25, 0.12  # chances of loss from which the ink says so too
SOON = 30  # days


def columns(today: Callable[[], date]) -> list[Column[RenewalRow]]:
    """Return what the table shows of a renewal."""
    return [
        Column("customer", _("Customer"), lambda row: row.customer, strong=True, optional=False,
               width=184),
        Column("contract", _("Contract"), lambda row: row.contract, width=116),
        Column("value", _("Yearly value"), yearly_value, sort=lambda row: row.value, align="end",
               width=98),
        Column("due_on", _("Due"), lambda row: due_words(row, today()), sort=lambda row: row.due_on,
               tooltip=lambda row: formats.long_day(row.due_on), width=98),
        Column("notice_by", _("Say no by"), lambda row: notice_words(row, today()),
               sort=lambda row: row.notice_by, ink=lambda row: _notice_ink(row, today()),
               tooltip=lambda row: _notice_tooltip(row, today()), width=98,
               explained=_("The last day on which the customer, or we, can still end it")),
        Column("risk", _("Chance of loss"), risk_words, sort=lambda row: row.risk,
               ink=_risk_ink, tooltip=lambda row: row.chance(), width=178,
               explained=_("With the range in which it lies four times out of five")),
        Column("at_risk", _("At risk"), at_risk, sort=lambda row: row.value_at_risk, align="end",
               width=88, explained=_("Yearly value × chance of loss, and a part for reduction")),
        Column("reasons", _("Why"), reasons, tooltip=reasons_in_lines, width=244),
        Column("owner", _("Owner"), lambda row: row.owner, width=100),
        Column("next_step", _("Next step"), lambda row: next_step(row, today()), width=190),
    ]  # fmt: skip


def yearly_value(row: RenewalRow) -> str:
    """Return what the contract is worth a year, and after a decision what it became."""
    return formats.money(row.value, row.currency, whole=True)


def at_risk(row: RenewalRow) -> str:
    """Return the expected loss of a year."""
    return "" if row.outcome else formats.money(row.value_at_risk, row.currency, whole=True)


def due_words(row: RenewalRow, today: date) -> str:
    """Return when the term ends; a month-to-month contract has no such day."""
    return _("monthly") if row.monthly else formats.day_and_month(row.due_on, today)


def notice_words(row: RenewalRow, today: date) -> str:
    """Return the last day to say no."""
    if row.outcome is not None:
        return ""
    return _("any month") if row.monthly else formats.day_and_month(row.notice_by, today)


def risk_words(row: RenewalRow) -> str:
    """Return the chance of loss with its range, or how the renewal was decided."""
    if row.outcome is not None:
        return wording.outcomes()[row.outcome]
    if row.risk is None or row.low is None or row.high is None:
        return formats.NOTHING
    return _("{chance} ({low} … {high})").format(
        chance=words.one_in(row.risk), low=words.one_in(row.low), high=words.one_in(row.high)
    )


def reasons(row: RenewalRow) -> str:
    """Return the foremost reasons in one line; of a decided renewal, why it went so."""
    if row.outcome is not None:
        rival = _("to {competitor}").format(competitor=row.competitor) if row.competitor else ""
        return " · ".join(filter(None, (row.reason, rival)))
    return " · ".join(_reason_parts(row)) or _("nothing known yet")


def reasons_in_lines(row: RenewalRow) -> str:
    """Return the same, one below the other."""
    return "\n".join(_reason_parts(row)) or reasons(row)


def next_step(row: RenewalRow, today: date) -> str:
    """Return what is to be done next, and when."""
    if row.next_step and row.next_step_on and row.outcome is None:
        when = formats.day_and_month(row.next_step_on, today)
        return _("{step} – {day}").format(step=row.next_step, day=when)
    return row.next_step if row.outcome is None else ""


def _reason_parts(row: RenewalRow) -> list[str]:
    return [f"{one.text} {formats.signed(one.effect)}" for one in row.reasons]


def _risk_ink(row: RenewalRow) -> Ink:
    if row.risk is None:
        return "muted"
    return "bad" if row.risk >= HIGH else "warn" if row.risk >= NOTABLE else "text"


def _notice_ink(row: RenewalRow, today: date) -> Ink:
    days = (row.notice_by - today).days
    if row.monthly:
        return "muted"
    return "bad" if days < 0 else "warn" if days <= SOON else "text"


def _notice_tooltip(row: RenewalRow, today: date) -> str:
    days = wording.days_to_say_no((row.notice_by - today).days)
    return f"{formats.long_day(row.notice_by)}\n{days}"
