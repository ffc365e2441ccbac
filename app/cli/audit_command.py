"""The command that judges our own forecasts: were-we-right."""

from typing import Any

import click

from app.cli.answering import Asked, percent, rounded, table
from app.language import _
from app.services.contracts.learning import HORIZON
from app.services.insights import audit, audit_words
from app.services.insights.audit import Audit
from app.services.insights.forecasts import Forecast
from app.services.insights.rivals import Rival


@click.command("were-we-right")
@click.option(
    "--horizon",
    type=click.IntRange(1, 3650),
    default=HORIZON,
    show_default=True,
    help=_("Days before the last day to decide."),
)
@click.option("--detail", is_flag=True, help=_("One forecast for each decided renewal."))
@click.pass_obj
def were_we_right(asked: Asked, horizon: int, *, detail: bool) -> None:
    """Say what our forecasts were worth, by what had been recorded on their day."""
    with asked.opened() as book, book.database.read() as session:
        found = audit.audit(session, asked.today(session), horizon)
    asked.answer(_plain(found, detail=detail), _words(found, detail=detail))


COMMANDS = (were_we_right,)


def _plain(found: Audit, *, detail: bool) -> dict[str, Any]:
    verdict = found.verdict
    plain: dict[str, Any] = {
        "decided": verdict.decided,
        "lost_or_reduced": found.lost_or_reduced,
        "auc": verdict.ranking.concordance if verdict.ranking else None,
        "brier": verdict.brier,
        "log_loss": verdict.log_loss,
        "calibration": [
            {"predicted": group.predicted, "observed": group.observed, "n": group.n}
            for group in verdict.calibration
        ]
        or None,
        "top_fifth_captures": verdict.top_fifth,
        "lead_days_median": found.lead_days if verdict.enough else None,
        "baselines": {str(rival.baseline): _rival(rival) for rival in found.rivals},
    }
    if detail:
        plain["forecasts"] = [_forecast(one) for one in found.forecasts]
    return plain


def _rival(rival: Rival) -> dict[str, float | None]:
    return {
        "auc": rival.ranking.concordance if rival.ranking else None,
        "brier": rival.brier,
    }


def _forecast(one: Forecast) -> dict[str, Any]:
    return {
        "customer": one.customer,
        "contract": one.contract,
        "decide_by": one.decide_by,
        "as_of": one.as_of,
        "level": one.level,
        "sd": one.sd,
        "p_lost": one.p_lost,
        "p_reduced": one.p_reduced,
        "outcome": one.outcome,
    }


def _words(found: Audit, *, detail: bool) -> str:
    head = _("{days} days before the decision, {decided} renewals decided.").format(
        days=found.horizon, decided=found.verdict.decided
    )
    parts = [" ".join([head, *audit_words.sentences(found)])]
    if found.verdict.enough:
        parts.append(_rivals_table(found))
    if detail:
        rows = [
            (one.customer, one.contract, one.decide_by, one.as_of, rounded(one.level),
             percent(one.p_lost), one.outcome)
            for one in found.forecasts
        ]  # fmt: skip
        heads = ("customer", "contract", "decide by", "as of", "level", "risk", "outcome")
        parts.append(table(heads, rows, _("No renewals.")))
    return "\n\n".join(parts)


def _rivals_table(found: Audit) -> str:
    names = audit_words.baselines()
    verdict = found.verdict
    ours = verdict.ranking.concordance if verdict.ranking else None
    rows = [(_("This method"), rounded(ours, 3), rounded(verdict.brier, 4))]
    rows += [
        (
            names[rival.baseline],
            rounded(rival.ranking.concordance if rival.ranking else None, 3),
            rounded(rival.brier, 4),
        )
        for rival in found.rivals
    ]
    return table(("forecast", "AUC", "Brier"), rows, "")
