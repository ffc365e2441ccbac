"""One customer's trajectory and all that explains it, as plain values for page and script."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.language import _
from app.models.kinds import Stage, TrendDirection
from app.services.book import settings
from app.services.contracts import held as contracts
from app.services.contracts import learning, renewals
from app.services.customers import assessing, facts, milestones
from app.services.customers.assessing import Assessment
from app.services.customers.milestones import RenewalMark
from app.services.customers.points import Points
from app.services.errors import NotFound
from app.services.trajectory import reasons, words
from app.services.trajectory.curve import Curve, curve
from app.services.trajectory.forecast import fan
from app.services.trajectory.reasons import BASELINE, Change, Effect
from app.services.trajectory.risk import RiskModel
from app.services.trajectory.story import Story

CHANGE_DAYS = 90  # "Why 54, ▼9 since August"
STEPS = 5
FORECAST_DAYS = 90  # where no renewal is coming


class EffectRow(NamedTuple):
    """A dated fact and what it is worth in points; ``kind`` and ``id`` name its record.

    A tuple, for a customer may have thousands.
    """

    day: date
    kind: str
    id: int
    text: str
    points: float
    group: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Why the level moved since a day: the parts add up to the whole, exactly."""

    since: date
    points: float
    steps: tuple[EffectRow, ...]
    smaller: int
    smaller_points: float
    fading: float
    silence: float


@dataclass(frozen=True, slots=True)
class RiskRow:
    """The next renewal's chance of loss, with its 80 % range and the words for it."""

    contract: str
    due_on: date
    notice_by: date
    decide_by: date
    p_lost: float
    low: float
    high: float
    words: str
    experience: str


@dataclass(frozen=True, slots=True)
class TrajectoryView:
    """Everything that a customer's chart and its reasons show, as of a day.

    ``effects`` are what the level of the day is made of, ``steps`` what moved it on the way there.
    """

    customer_id: int
    day: date
    start: date
    level: float
    low: float
    high: float
    zone: str
    evidence: int
    direction: TrendDirection
    baseline: float
    points: Points
    effects: tuple[EffectRow, ...]
    silence: float
    silence_words: str
    steps: tuple[EffectRow, ...]
    change: ChangeRow
    forecast: Points
    quiet_spells: tuple[tuple[date, date], ...]
    stages: tuple[tuple[date, Stage], ...] = ()
    renewals: tuple[RenewalMark, ...] = ()
    risk: RiskRow | None = None


def trajectory(
    session: Session, customer_id: int, as_of: date, since: date | None = None
) -> TrajectoryView:
    """Return a customer's trajectory from ``since``, or its beginning, to ``as_of``.

    Raises NotFound where the customer was not known by then.
    """
    found = several(session, [customer_id], as_of, since)
    if not found:
        raise NotFound(_not_known())
    return found[0]


def several(
    session: Session, customer_ids: Sequence[int], as_of: date, since: date | None = None
) -> list[TrajectoryView]:
    """Return the trajectories of those that were known by ``as_of``, in order of id.

    A constant number of queries, however many customers.
    """
    listening = facts.listening_from(session, as_of)
    held = contracts.by_customer(contracts.load(session, as_of, customer_ids))
    marks = milestones.renewals(session, customer_ids, as_of, held)
    stages = milestones.stages(session, customer_ids, as_of)
    currency = settings.load(session).currency
    model = learning.kept(session, as_of)
    decided, lost = renewals.experience(session, as_of)
    views: list[TrajectoryView] = []
    for known in facts.load(session, as_of, customer_ids):
        own, story = known.customer_id, facts.story(known, as_of, listening)
        found = assessing.assess(known, held.get(own, ()), as_of, listening, model, currency, story)
        view = _view(found, story, since)
        views.append(
            replace(
                view, stages=stages.get(own, ()), renewals=marks.get(own, ()),
                risk=_risk(found, model, decided, lost),
            )
        )  # fmt: skip
    return views


def _view(found: Assessment, story: Story, since: date | None) -> TrajectoryView:
    """Return what the story alone says; stages, renewals and risk are still to come."""
    day = found.day.toordinal()
    first = min(max(story.start, since.toordinal() if since else story.start), day)
    why = reasons.standing(story, day)
    levels = curve(story, first, day)
    return TrajectoryView(
        customer_id=found.customer_id,
        day=found.day,
        start=date.fromordinal(story.start),
        level=found.state.level,
        low=found.state.low,
        high=found.state.high,
        zone=words.zone_with_range(found.state.level),
        evidence=found.evidence,
        direction=found.trend.direction,
        baseline=BASELINE,
        points=_points(levels),
        effects=tuple(_row(effect) for effect in why.effects),
        silence=why.silence,
        silence_words=_silence_words(found),
        steps=tuple(_row(step) for step in reasons.change(story, first, day).steps),
        change=_change(story, max(day - CHANGE_DAYS, story.start), day),
        forecast=_forecast(found, day),
        quiet_spells=_quiet_spells(story, levels),
    )


def change_between(
    session: Session, customer_id: int, first: date, last: date, as_of: date
) -> ChangeRow:
    """Return why a customer's level moved between two days, by what is known on ``as_of``."""
    _facts, _listening, story = _known(session, customer_id, as_of)
    begin = max(first.toordinal(), story.start)
    return _change(story, begin, max(last.toordinal(), begin))


def _known(
    session: Session, customer_id: int, as_of: date
) -> tuple[facts.Facts, date | None, Story]:
    """Return what was known of a customer, since when the firm listens, and the story it makes."""
    loaded = facts.load(session, as_of, [customer_id])
    if not loaded:
        raise NotFound(_not_known())
    listening = facts.listening_from(session, as_of)
    return loaded[0], listening, facts.story(loaded[0], as_of, listening)


def _row(effect: Effect) -> EffectRow:
    kind, record_id = effect.ref or (effect.kind, 0)
    return EffectRow(
        date.fromordinal(effect.day),
        kind,
        record_id,
        _said(effect.kind, effect.detail),
        effect.points,
        effect.group,
    )


@cache
def _said(kind: str, detail: str) -> str:
    """Return the words for a kind of evidence; kept, as a look into the catalogue is slow."""
    return words.reason(kind, detail)


def _change(story: Story, first: int, last: int) -> ChangeRow:
    moved: Change = reasons.change(story, first, last)
    top = reasons.foremost(moved.steps, STEPS)
    return ChangeRow(
        date.fromordinal(first),
        moved.last.level - moved.first.level,
        tuple(_row(effect) for effect in top.effects),
        top.smaller,
        top.smaller_points,
        moved.fading,
        moved.silence,
    )


def _points(levels: Curve) -> Points:
    return Points(levels.day, levels.level, levels.low, levels.high)


def _forecast(found: Assessment, day: int) -> Points:
    coming = found.next.decision.decide_by.toordinal() if found.next else day + FORECAST_DAYS
    last = coming if coming > day else day + FORECAST_DAYS
    return _points(fan(found.state, last))


def _quiet_spells(story: Story, levels: Curve) -> tuple[tuple[date, date], ...]:
    """Return the stretches during which silence weighed on the level."""
    weighed = (story.rhythm.weights(levels.day) > 0).tolist()
    spells: list[tuple[int, int]] = []
    for day, quiet in zip(levels.day.tolist(), weighed, strict=True):
        if not quiet:
            continue
        if spells and spells[-1][1] == day - 1:
            spells[-1] = (spells[-1][0], day)
        else:
            spells.append((day, day))
    return tuple((date.fromordinal(first), date.fromordinal(last)) for first, last in spells)


def _silence_words(found: Assessment) -> str:
    state = found.state
    if not state.quiet:
        return ""
    return words.silence(state.days_silent, state.usual_gap, state.bits)


def _not_known() -> str:
    return _("This customer was not known on that day.")


def _risk(found: Assessment, model: RiskModel, decided: int, lost: int) -> RiskRow | None:
    if found.next is None:
        return None
    decision, risk = found.next.decision, found.next.risk
    return RiskRow(
        found.next.held.title,
        decision.due_on,
        decision.notice_by,
        decision.decide_by,
        risk.p_lost,
        risk.low,
        risk.high,
        words.chance(risk.p_lost, risk.low, risk.high),
        words.experience(decided, lost, own=not model.mostly_prior, tells=model.tells_apart),
    )
