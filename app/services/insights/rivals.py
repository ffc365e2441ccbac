"""The simpler ways to forecast, judged on the same renewals as the method (docs/method.md, 12)."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.customers.looking_back import Look
from app.services.insights.forecasts import Forecast
from app.services.trajectory import audit as rules
from app.services.trajectory import baselines
from app.services.trajectory.audit import Judged, Ranking
from app.services.trajectory.baselines import Baseline, Calibration
from app.services.trajectory.learner import Learner

TO_BEAT = 10  # losses from which it is said that a simpler way is better


@dataclass(frozen=True, slots=True)
class Rival:
    """What a simpler way was worth on ``decided`` renewals, and ours on the same ones.

    The numbers are None where too few outcomes are known.
    """

    baseline: Baseline
    decided: int
    lost: int
    ranking: Ranking | None = None
    ours: Ranking | None = None
    brier: float | None = None
    log_loss: float | None = None
    calibration_error: float | None = None

    @property
    def beats(self) -> bool:
        """Whether it ranked better than ours, on enough losses to say so."""
        return (
            self.lost >= TO_BEAT
            and self.ranking is not None
            and self.ours is not None
            and self.ranking.concordance > self.ours.concordance
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A look at a renewal, what we said then, and the owner's gut where it was given."""

    look: Look
    forecast: Forecast
    gut: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """How a simpler way ranked renewals, higher is worse, and the chances it meant."""

    scores: list[float]
    rows: list[Judged]


def rivals(entries: Sequence[Entry]) -> tuple[Rival, ...]:
    """Return what each simpler way was worth."""
    given = [entry for entry in entries if entry.gut is not None]
    return tuple(_judge(one, given if one is Baseline.GUT else entries) for one in Baseline)


def said(baseline: Baseline, entries: Sequence[Entry]) -> Said:
    """Return what a simpler way would have said on the same days, by what was known then."""
    usual = [entry.forecast.judged._replace(p_lost=entry.forecast.base_rate) for entry in entries]
    if baseline is Baseline.BASE_RATE:
        return Said([0.0] * len(entries), usual)
    scores = [
        float(entry.gut or 0) if baseline is Baseline.GUT else entry.look.scores[baseline]
        for entry in entries
    ]
    known = sorted(
        (entry.look.renewal.known_on.toordinal(), score, entry.forecast.lost)
        for entry, score in zip(entries, scores, strict=True)
    )
    days, rows = [one[0] for one in known], [one[1:] for one in known]
    learner: Learner[tuple[float, bool], Calibration] = Learner(days, rows, baselines.calibrate)
    chances = [
        learner.on(entry.look.as_of.toordinal()).chance(score, entry.forecast.base_rate)
        for entry, score in zip(entries, scores, strict=True)
    ]
    return Said(scores, [row._replace(p_lost=p) for row, p in zip(usual, chances, strict=True)])


def _judge(baseline: Baseline, entries: Sequence[Entry]) -> Rival:
    lost = [entry.forecast.lost for entry in entries]
    if not rules.is_enough(sum(lost), len(lost)):
        return Rival(baseline, len(lost), sum(lost))
    found = said(baseline, entries)
    return Rival(
        baseline,
        len(lost),
        sum(lost),
        rules.concordance(found.scores, lost),
        rules.concordance([entry.forecast.p_lost for entry in entries], lost),
        rules.brier(found.rows),
        rules.log_loss(found.rows),
        rules.calibration_error(rules.calibration(found.rows)),
    )
