"""Were we right? The audit of past forecasts, as a section of Insights gives its answer.

The facts of a figure come from the audit itself, so nothing is worked out twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models.kinds import Surprise
from app.services.contracts import learning, wording
from app.services.errors import NotFound
from app.services.insights import audit as auditing
from app.services.insights import audit_words, rivals
from app.services.insights.audit import Audit
from app.services.insights.forecasts import Forecast
from app.services.insights.rivals import TO_BEAT, Entry, Rival
from app.services.insights.rows import FactRow, Facts, Figure, Insight, Unit, facts_of
from app.services.progress import Progress, silent
from app.services.trajectory import audit as rules
from app.services.trajectory import words
from app.services.trajectory.audit import CalibrationGroup, Ranking
from app.services.trajectory.baselines import Baseline

OURS = "way:ours"
NOTHING_NAMED: Mapping[int, Surprise | None] = {}
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one renewal; ``place`` is that by its chance of loss, 1 the riskiest.

    ``gut`` is the account manager's, 1 sure to stay to 5 sure to go, where it was given;
    ``surprise`` what the owner said of a loss that nobody had called.
    """

    id: str
    place: int
    forecast: Forecast
    gut: int | None
    surprise: Surprise | None

    @property
    def customer_id(self) -> int:
        """Whose renewal it was."""
        return self.forecast.customer_id


@dataclass(frozen=True, slots=True)
class Way:
    """A way to forecast, ours or a simpler one, judged on ``decided`` renewals."""

    id: str
    name: str
    decided: int
    lost: int
    ranking: Ranking | None
    brier: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class Right(Insight):
    """The verdict on forecasts made ``horizon`` days ahead.

    ``said`` are all of them, the riskiest first; ``year`` those decided within the last year, in
    the same order; ``missed`` the losses of which no warning stood, the most surprising first.
    ``groups`` are the safest, the middle and the riskiest third; none where it is too early.
    """

    horizon: int
    audit: Audit
    said: tuple[Said, ...]
    year: tuple[Said, ...]
    missed: tuple[Said, ...]
    ways: tuple[Way, ...]
    groups: tuple[CalibrationGroup, ...]


def right(session: Session, as_of: date, progress: Progress = silent) -> Right:
    """Return the verdict at the distance at which renewals are reviewed and teach."""
    return told(auditing.audit(session, as_of, learning.HORIZON, progress))


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return what a figure of `right` rests on; works all of it out anew."""
    return behind(auditing.audit(session, as_of), figure_id)


def told(audit: Audit, named: Mapping[int, Surprise | None] = NOTHING_NAMED) -> Right:
    """Return an audit as the section shows it; ``named`` are surprises said since, by renewal."""
    ordered = sorted(audit.entries, key=lambda one: (-one.forecast.p_lost, one.forecast.renewal_id))
    said = tuple(
        Said(
            f"renewal:{one.forecast.renewal_id}", place, one.forecast, one.gut,
            named.get(one.forecast.renewal_id, one.forecast.surprise),
        )
        for place, one in enumerate(ordered, start=1)
    )  # fmt: skip
    by_renewal = {one.forecast.renewal_id: one for one in said}
    decided = audit.verdict.decided
    return Right(
        audit.as_of,
        decided,
        " ".join(audit_words.in_short(audit)) if decided else "",
        _method(audit.horizon),
        _figures(audit) if decided else (),
        audit.horizon,
        audit,
        said,
        tuple(one for one in said if one.forecast.decide_by > audit.as_of - A_YEAR),
        tuple(by_renewal[one.renewal_id] for one in audit.missed),
        _ways(audit) if decided else (),
        audit.verdict.calibration,
    )


def behind(audit: Audit, figure_id: str) -> Facts:
    """Return the renewals that a figure, a group or a way rests on; raises NotFound."""
    kind, _colon, which = figure_id.partition(":")
    entries = audit.entries
    rows = auditing.worth(audit.forecasts)
    if kind == "way" and figure_id != OURS:
        return _said_by(Baseline(which), entries)
    if kind == "group":
        title = _("The forecasts of this third")
        entries = tuple(entries[at] for at in rules.thirds(rows)[int(which)])
    elif kind == "top":
        title = _("The fifth with the most value at risk")
        entries = tuple(entries[at] for at in rules.riskiest_fifth(rows))
    elif kind == "lead":
        title = _("What was lost")
        entries = tuple(one for one in entries if one.forecast.lost)
    elif kind in ("ranking", "level", "way"):
        title = _("All forecasts")
    else:
        raise NotFound(_("This is not there any more."))
    return facts_of(title, [_fact(one.forecast, one.forecast.p_lost) for one in entries])


def _method(horizon: int) -> str:
    return _(
        "Each decided renewal is forecast again as of {days} days before its last day to decide, "
        "with nothing that was recorded later and a model learnt from what was decided by then. "
        "Ranking: the chance that a lost renewal stood above a kept one; 50 % is no better than "
        "a coin (Hanley and McNeil). Groups: three of equal size, with Wilson's range. A verdict "
        "takes 5 lost and 10 kept renewals; ranges are 90 %. Top fifth: the share of the lost "
        "value in the fifth with the most value at risk. A warning stands from a chance of 1 in "
        "5; half of the losses warned of were so for the days given, or longer."
    ).format(days=horizon)


def _figures(audit: Audit) -> tuple[Figure, ...]:
    verdict = audit.verdict
    decided, lost = verdict.decided, verdict.lost
    ranking, top = verdict.ranking, verdict.top_fifth
    early = _("too early to say")
    of_lost = ngettext("of {n} loss", "of {n} losses", lost).format(n=lost)
    expected = _("{n} expected").format(n=round(verdict.expected))
    return (
        Figure(
            "ranking", _("Ranking"), Unit.SHARE, decided,
            ranking.concordance if ranking else None,
            ranking.low if ranking else None,
            ranking.high if ranking else None,
            _("{lost} lost, {kept} kept").format(lost=lost, kept=decided - lost),
        ),
        Figure("level", _("Losses"), Unit.COUNT, decided, lost, words=expected),
        Figure("top", _("Held by the top fifth"), Unit.SHARE, lost, top,
               words=early if top is None else of_lost),
        Figure("lead", _("Warned ahead"), Unit.DAYS, audit.warned, audit.lead_days,
               words=of_lost if audit.warned else _("no warning stood")),
    )  # fmt: skip


def _ways(audit: Audit) -> tuple[Way, ...]:
    verdict, names = audit.verdict, audit_words.baselines()
    ours = Way(
        OURS, _("This method"), verdict.decided, verdict.lost, verdict.ranking, verdict.brier, ""
    )
    return (
        ours,
        *(
            Way(
                f"way:{one.baseline}", names[one.baseline], one.decided, one.lost, one.ranking,
                one.brier, _compared(one, audit),
            )
            for one in audit.rivals
        ),
    )  # fmt: skip


def _compared(rival: Rival, audit: Audit) -> str:
    """Say plainly whether a simpler way did better than ours on the same renewals."""
    if rival.ranking is None or rival.brier is None:
        return _("too few known") if rival.decided else _("not known of any")
    if rival.lost < TO_BEAT:
        return _("too few losses")
    same = rival.decided == audit.verdict.decided and audit.verdict.brier is not None
    closer = same and rival.brier < (audit.verdict.brier or 0)
    if rival.beats:
        return _("better than ours in both") if closer else _("ranks better than ours")
    return _("closer chances than ours") if closer else _("not better than ours")


def _said_by(baseline: Baseline, entries: Sequence[Entry]) -> Facts:
    given = [one for one in entries if one.gut is not None or baseline is not Baseline.GUT]
    said = rivals.said(baseline, given)
    rows = [_fact(entry.forecast, row.p_lost) for entry, row in zip(given, said.rows, strict=True)]
    return facts_of(_("What it would have said"), rows)


def _fact(one: Forecast, chance: float) -> FactRow:
    return FactRow(
        f"renewal:{one.renewal_id}",
        one.customer_id,
        one.customer,
        one.decide_by,
        _("{outcome}; {chance} was said").format(
            outcome=wording.outcomes()[one.outcome], chance=words.one_in(chance)
        ),
        one.contract,
    )
