"""The renewals on paper: a line each, what they come to, and how sure all of it is."""

from collections.abc import Sequence
from datetime import date

from app.language import _
from app.services.contracts import wording
from app.services.contracts.renewal_rows import RenewalRow, totals
from app.services.reports.renewal_review import Calls, Review
from app.services.trajectory import words as odds
from app.ui import formats
from app.ui.renewals import columns
from app.ui.reports import words
from app.ui.reports.blocks import Block, Column, Report, Section, Table, Text, title

NEAR = 120  # days to say no that are worth counting on paper


def report(review: Review) -> Report:
    """Return the list alone, as it is printed from the page of the renewals."""
    return Report(_("Renewals"), review.company, review.day, [section(review)])


def section(review: Review, notes: Sequence[str] = ()) -> Section:
    """Return the list on pages of its own, with ``notes`` above it."""
    waiting = [row for row in review.rows if row.outcome is None]
    sums = [
        _("{currency}: {n} to be decided, {value} a year, {risk} at risk.").format(
            currency=total.currency,
            n=formats.number(total.count),
            value=formats.money(total.value, total.currency, whole=True),
            risk=formats.money(total.at_risk, total.currency, whole=True),
        )
        for total in totals(waiting)
    ]
    as_of = _("As of {day}.").format(day=formats.long_day(review.day))
    lines = [f"{as_of} {review.experience}", *sums, *notes]
    blocks: list[Block] = [title(words.headed(_("Renewals"), review.company))]
    blocks += [Text(line, "muted", keep=True) for line in lines]
    if review.rows:
        blocks.append(_table(review))
    else:
        blocks.append(Text(_("No renewal is to be decided in this time.")))
    return Section(blocks, landscape=True)


def called(calls: Calls | None) -> str:
    """Return who called a renewal what."""
    if calls is None:
        return ""
    named = words.calls()
    said = (
        (_("Manager: {call}"), calls.manager),
        (_("Computed: {call}"), calls.computed),
        (_("Owner: {call}"), calls.final),
    )
    return "\n".join(text.format(call=named[call]) for text, call in said if call is not None)


def notice(row: RenewalRow, today: date) -> str:
    """Return the last day to say no, and how far it is where it is near."""
    if row.outcome is not None or row.monthly:
        return columns.notice_words(row, today)
    day, days = formats.day(row.notice_by), (row.notice_by - today).days
    return f"{day}\n{wording.days_to_say_no(days)}" if days <= NEAR else day


def due(row: RenewalRow) -> str:
    """Return the day a term ends."""
    return _("monthly") if row.monthly else formats.day(row.due_on)


def chance(row: RenewalRow) -> str:
    """Return the chance of loss with its range below, or how the renewal was decided."""
    if row.outcome is not None:
        return wording.outcomes()[row.outcome]
    if row.risk is None or row.low is None or row.high is None:
        return ""
    return _("about {chance}\n({low} … {high})").format(
        chance=odds.one_in(row.risk), low=odds.one_in(row.low), high=odds.one_in(row.high)
    )


def _table(review: Review) -> Table:
    heads = [
        Column(_("Customer"), 12, look="strong"),
        Column(_("Contract"), 10),
        Column(_("Yearly value"), 8, end=True),
        Column(_("Due"), 9),
        Column(_("Say no by"), 9),
        Column(_("Chance of loss"), 13),
        Column(_("At risk"), 7, end=True),
        Column(_("Why"), 19),
        Column(_("Owner"), 8),
        Column(_("Next step"), 9),
    ]
    rows = [_cells(row, review.day) for row in review.rows]
    if review.calls:
        heads.append(Column(_("Called"), 9))
        said = [called(review.called(row)) for row in review.rows]
        rows = [[*cells, text] for cells, text in zip(rows, said, strict=True)]
    return Table(heads, rows)


def _cells(row: RenewalRow, today: date) -> list[str]:
    return [
        row.customer,
        row.contract,
        columns.yearly_value(row),
        due(row),
        notice(row, today),
        chance(row),
        columns.at_risk(row),
        columns.reasons_in_lines(row),
        row.owner,
        columns.next_step(row, today),
    ]
