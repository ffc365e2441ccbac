"""The sentences above the review."""

from collections.abc import Sequence

from app.language import _, ngettext
from app.models.kinds import Call
from app.services.contracts.review_rows import ReviewRow, ReviewStep
from app.ui import formats
from app.ui.renewals.outcome_panel import LOST


def waiting(rows: Sequence[ReviewRow]) -> str:
    """Return how many reviews wait for what."""
    to_give = sum(row.step is ReviewStep.GIVE for row in rows)
    done = sum(row.step is ReviewStep.DONE for row in rows)
    to_decide = [row for row in rows if row.step is ReviewStep.DECIDE]
    apart = sum(row.apart > 0 for row in to_decide)
    agreed = len(to_decide) - apart
    parts = (
        (apart, ngettext("{n} disagreement to decide", "{n} disagreements to decide", apart)),
        (agreed, ngettext("{n} agreed, to confirm", "{n} agreed, to confirm", agreed)),
        (to_give, ngettext("{n} call to give", "{n} calls to give", to_give)),
        (done, ngettext("{n} done", "{n} done", done)),
    )
    return " · ".join(text.format(n=formats.number(n)) for n, text in parts if n)


def looking_back(rows: Sequence[ReviewRow]) -> str:
    """Return how many of the lost renewals had been called, by whom; by each one's last review."""
    last: dict[tuple[int, object], ReviewRow] = {}
    for row in sorted(rows, key=lambda row: row.horizon):
        last.setdefault((row.contract_id, row.due_on), row)
    lost = [row for row in last.values() if row.outcome in LOST]
    text = ngettext(
        "{n} renewal reviewed and decided, {lost} lost.",
        "{n} renewals reviewed and decided, {lost} lost.",
        len(last),
    ).format(n=formats.number(len(last)), lost=formats.number(len(lost)))
    if not lost:
        return text
    called = _("Of those, called at risk: computed {computed}, account manager {manager}, "
               "final call {final}.").format(
        computed=sum(row.computed_call is Call.AT_RISK for row in lost),
        manager=sum(row.manager_call is Call.AT_RISK for row in lost),
        final=sum(row.final_call is Call.AT_RISK for row in lost),
    )  # fmt: skip
    return f"{text} {called}"
