"""One customer's trajectory and all that explains it, as plain values for page and script."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Renewal, StageEntry
from app.models.kinds import Outcome, Stage, TrendDirection
from app.services.book import settings
from app.services.contracts import held as contracts
from app.services.contracts import learning, renewals
from app.services.customers import assessing, facts
from app.services.customers.assessing import Assessment
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


@dataclass(frozen=True, slots=True)
class Point:
    """The level at the end of a day, with its 80 % band."""

    day: date
    level: float
    low: float
    high: float


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
class RenewalMark:
    """A renewal on the chart: decided, or still to come."""

    id: int
    day: date
    title: str
    outcome: Outcome | None


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
    points: tuple[Point, ...]
    effects: tuple[EffectRow, ...]
    silence: float
    silence_words: str
    steps: tuple[EffectRow, ...]
    change: ChangeRow
    forecast: tuple[Point, ...]
    quiet_spells: tuple[tuple[date, date], ...]
    stages: tuple[tuple[date, Stage], ...]
    renewals: tuple[RenewalMark, ...]
    risk: RiskRow | None


def trajectory(
    session: Session, customer_id: int, as_of: date, since: date | None = None
) -> TrajectoryView:
    """Return a customer's trajectory from ``since``, or its beginning, to ``as_of``.

    Raises NotFound where the customer was not known by then.
    """
    known, listening, story = _known(session, customer_id, as_of)
    held = contracts.load(session, as_of, [customer_id])
    currency = settings.load(session).currency
    model = learning.kept(session, as_of)
    found = assessing.assess(known, held, as_of, listening, model, currency, story)
    day = as_of.toordinal()
    first = min(max(story.start, since.toordinal() if since else story.start), day)
    why = reasons.standing(story, day)
    levels = curve(story, first, day)
    return TrajectoryView(
        customer_id=customer_id,
        day=as_of,
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
        stages=_stages(session, customer_id, as_of),
        renewals=_renewals(session, customer_id, as_of, held),
        risk=_risk(found, model, *renewals.experience(session, as_of)),
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
        raise NotFound(_("This customer was not known on that day."))
    listening = facts.listening_from(session, as_of)
    return loaded[0], listening, facts.story(loaded[0], as_of, listening)


def _points(levels: Curve) -> tuple[Point, ...]:
    columns = (
        levels.day.tolist(),
        levels.level.tolist(),
        levels.low.tolist(),
        levels.high.tolist(),
    )
    return tuple(
        Point(date.fromordinal(day), level, low, high)
        for day, level, low, high in zip(*columns, strict=True)
    )


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


def _forecast(found: Assessment, day: int) -> tuple[Point, ...]:
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


def _stages(session: Session, customer_id: int, as_of: date) -> tuple[tuple[date, Stage], ...]:
    query = (
        select(StageEntry.entered_on, StageEntry.stage)
        .where(
            StageEntry.customer_id == customer_id,
            StageEntry.deleted_at.is_(None),
            StageEntry.entered_on <= as_of,
            StageEntry.recorded_on <= as_of,
        )
        .order_by(StageEntry.entered_on, StageEntry.id)
    )
    return tuple((entered, stage) for entered, stage in session.execute(query))


def _renewals(
    session: Session, customer_id: int, as_of: date, held: list[contracts.Held]
) -> tuple[RenewalMark, ...]:
    titles = {one.id: one.title for one in held}
    query = select(
        Renewal.id, Renewal.due_on, Renewal.decided_on, Renewal.contract_id, Renewal.outcome
    ).where(
        Renewal.customer_id == customer_id,
        Renewal.deleted_at.is_(None),
        Renewal.recorded_on <= as_of,
        Renewal.outcome.is_not(None),
    )
    marks = [
        RenewalMark(
            row.id, row.decided_on or row.due_on, titles.get(row.contract_id, ""), row.outcome
        )
        for row in session.execute(query)
        if (row.decided_on or row.due_on) <= as_of
    ]
    for one in held:
        decision = one.next_decision(as_of)
        if decision is not None and not decision.monthly:
            marks.append(RenewalMark(0, decision.due_on, one.title, None))
    horizon = as_of + timedelta(days=730)
    return tuple(sorted((m for m in marks if m.day <= horizon), key=lambda mark: mark.day))


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
