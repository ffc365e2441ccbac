"""What an audit says, in sentences: a verdict only where enough renewals are decided."""

from app.language import _, ngettext
from app.services.insights.audit import Audit
from app.services.trajectory.audit import ENOUGH_LOST, SURE, Ranking, Verdict
from app.services.trajectory.baselines import Baseline

LUCK = 0.05  # the chance of so good a ranking by luck above which that is said


def baselines() -> dict[Baseline, str]:
    """Return the names of the simpler ways to forecast."""
    return {
        Baseline.BASE_RATE: _("Always the usual rate"),
        Baseline.CSAT: _("Satisfaction with tickets only"),
        Baseline.NPS: _("Recommendations (NPS) only"),
        Baseline.RECENCY: _("Days since the last contact"),
        Baseline.EQUAL_WEIGHTS: _("Five measures, equal weights"),
        Baseline.GUT: _("The account manager's gut"),
    }


def too_early(verdict: Verdict) -> str:
    """Say why there is no verdict yet."""
    if verdict.lost >= ENOUGH_LOST:
        return _(
            "Too early: {kept} of {decided} decided were kept; a verdict needs about 10."
        ).format(kept=verdict.decided - verdict.lost, decided=verdict.decided)
    return _("Too early: {lost} of {decided} decided were lost; a verdict needs about 5.").format(
        lost=verdict.lost, decided=verdict.decided
    )


def ranking(found: Ranking) -> str:
    """Say how well losses were ranked, and whether that may be luck."""
    text = _(
        "A lost renewal was ranked above a kept one {share} times of 100 ({low}–{high})."
    ).format(
        share=round(100 * found.concordance),
        low=round(100 * found.low),
        high=round(100 * found.high),
    )
    if found.chance > LUCK:
        return text + " " + _("That may be luck: 50 is no better than chance.")
    return text


def level(verdict: Verdict) -> str:
    """Say whether the chances were about right, too low or too high."""
    counts = _("Expected were {expected} losses, {lost} came").format(
        expected=round(verdict.expected), lost=verdict.lost
    )
    if verdict.z is None or abs(verdict.z) <= SURE:
        return _("{counts}: about right.").format(counts=counts)
    if verdict.z > 0:
        return _("{counts}: the chances were too low.").format(counts=counts)
    return _("{counts}: the chances were too high.").format(counts=counts)


def sentences(audit: Audit) -> list[str]:
    """Return the verdict on one distance, sentence by sentence."""
    verdict = audit.verdict
    if not verdict.enough or verdict.ranking is None:
        return [too_early(verdict)]
    said = [ranking(verdict.ranking), level(verdict)]
    if verdict.top_fifth is not None:
        said.append(
            _("The riskiest fifth held {share} % of what was lost.").format(
                share=round(100 * verdict.top_fifth)
            )
        )
    return [*said, _warned(audit), *_beaten(audit)]


def in_short(audit: Audit) -> list[str]:
    """Return of the verdict what figures beside it do not say."""
    verdict = audit.verdict
    if not verdict.enough or verdict.ranking is None:
        return [too_early(verdict)]
    return [ranking(verdict.ranking), level(verdict), *_beaten(audit)]


def _beaten(audit: Audit) -> list[str]:
    names = baselines()
    return [
        _("{name} ranked better than this method so far.").format(name=names[rival.baseline])
        for rival in audit.beaten_by
    ]


def _warned(audit: Audit) -> str:
    lost = audit.verdict.lost
    if audit.lead_days is None:
        return _("No warning stood before any of the {lost} losses.").format(lost=lost)
    days = round(audit.lead_days)
    return ngettext(
        "A warning stood before {warned} of {lost} losses, for half of them {days} day or longer.",
        "A warning stood before {warned} of {lost} losses, for half of them {days} days or longer.",
        days,
    ).format(warned=audit.warned, lost=lost, days=days)
