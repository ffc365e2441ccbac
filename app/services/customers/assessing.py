"""Where one customer stands on a day, and why: facts and contracts in, plain numbers out.

The same arithmetic serves the stored standings, the lists of any past day, and a customer's page.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.models.kinds import Status
from app.services.contracts import terms
from app.services.contracts.assess import LevelState, RenewalRisk
from app.services.contracts.assess import assess as assess_renewal
from app.services.contracts.held import Held
from app.services.contracts.terms import Decision
from app.services.customers import facts as customer_facts
from app.services.customers.facts import Facts
from app.services.trajectory import character, character_words, direction, reasons, words
from app.services.trajectory.character import Verdict
from app.services.trajectory.curve import curve
from app.services.trajectory.direction import Trend
from app.services.trajectory.reasons import Effect
from app.services.trajectory.risk import RiskModel, features_of
from app.services.trajectory.signs import Observed, observe
from app.services.trajectory.story import State, Story, quiet_from

SPARK_DAYS, SPARK_STEP = 364, 14
REASONS = 6


@dataclass(frozen=True, slots=True)
class NextDecision:
    """The renewal that is decided first, and its risk."""

    held: Held
    decision: Decision
    risk: RenewalRisk


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that lists show of a customer, as of a day; money in minor units.

    ``signs`` are what decided the character, in words.
    ``ease`` is how easily it could leave, −2 to 2, as the owner saw it on that day.
    """

    customer_id: int
    day: date
    status: Status
    state: State
    trend: Trend
    fall: float
    ease: int
    evidence: int
    reasons: tuple[tuple[str, float, str], ...]
    character: Verdict
    signs: tuple[str, ...]
    spark: tuple[float, ...]
    last_two_way: date | None
    quiet_from: date | None
    yearly_value: int
    currency: str
    next: NextDecision | None


def assess(
    facts: Facts,
    held: Sequence[Held],
    as_of: date,
    listening: date | None,
    model: RiskModel,
    currency: str,
    told: Story | None = None,
) -> Assessment:
    """Return where a customer stands; totals are of contracts in the book's ``currency``.

    ``told`` is the story of the same facts, where the caller has it already.
    """
    story = told or customer_facts.story(facts, as_of, listening)
    day = as_of.toordinal()
    state = story.at(day)
    fall = 10 * features_of(story, day).fallen
    known = LevelState(state.level, state.sd, state.mass, fall)
    observed = observe(story, facts.records, facts.ease)
    verdict = character.judge(observed, day)
    running = [(one.current_terms(), one.value, one.currency) for one in held]
    value, shown = _value(running, as_of, currency)
    return Assessment(
        facts.customer_id,
        as_of,
        terms.status([one for one, _value, _currency in running], as_of),
        state,
        direction.trend(story, day),
        fall,
        facts.ease,
        sum(1 for fact in story.evidence if fact.day <= day),
        top_reasons(story, day),
        verdict,
        signs_told(observed, verdict, day),
        _spark(story, day),
        facts.last_two_way,
        _quiet_from(story, day),
        value,
        shown,
        next_decision(held, known, facts.ease, as_of, model),
    )


def grouped(effects: Sequence[Effect]) -> list[tuple[str, float, str]]:
    """Return (words, points, kind) of effects, alike ones added up, the largest first."""
    sums: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for effect in effects:
        sums[effect.kind, effect.detail].append(effect.points)
    found = [
        (_counted(words.reason(kind, detail), len(points)), sum(points), kind)
        for (kind, detail), points in sums.items()
    ]
    return sorted(found, key=lambda one: (-abs(one[1]), one[0]))


def top_reasons(story: Story, day: int) -> tuple[tuple[str, float, str], ...]:
    """Return the foremost reasons for a level, silence among them, the largest first."""
    why = reasons.standing(story, day)
    found = grouped(why.effects)
    if why.silence:
        state = why.state
        quiet = words.silence(state.days_silent, state.usual_gap, state.bits)
        found.append((quiet, why.silence, "silence"))
    return tuple(sorted(found, key=lambda one: -abs(one[1]))[:REASONS])


def signs_told(observed: Observed, verdict: Verdict, day: int) -> tuple[str, ...]:
    """Return the signs that decided a character on ``day``, in words with their figures."""
    signs = verdict.signs
    return tuple(character_words.sign(observed, day, signs, which) for which in verdict.deciding)


def next_decision(
    held: Sequence[Held], state: LevelState, ease: int, as_of: date, model: RiskModel
) -> NextDecision | None:
    """Return the renewal that is decided first of those a customer holds, and its risk."""
    open_ones = [(one, one.next_decision(as_of)) for one in held]
    coming = [(one, decision) for one, decision in open_ones if decision is not None]
    if not coming:
        return None
    one, decision = min(coming, key=lambda pair: (pair[1].monthly, pair[1].due_on, pair[0].id))
    return NextDecision(one, decision, assess_renewal(decision, state, ease, as_of, model))


def _value(
    running: Sequence[tuple[terms.Terms, int | None, str]], as_of: date, currency: str
) -> tuple[int, str]:
    """Return what the running contracts are worth a year, in the currency that is shown."""
    values = terms.yearly_value(running, as_of)
    shown = currency if currency in values or not values else max(values, key=values.__getitem__)
    return values.get(shown, 0), shown


def _quiet_from(story: Story, day: int) -> date | None:
    silent = quiet_from(story, day)
    return None if silent is None else date.fromordinal(min(silent, date.max.toordinal()))


def _spark(story: Story, day: int) -> tuple[float, ...]:
    first = max(story.start, day - SPARK_DAYS)
    levels = curve(story, first, day).level[::-1][::SPARK_STEP][::-1]
    return tuple(round(level, 1) for level in levels.tolist())


def _counted(text: str, count: int) -> str:
    return text if count == 1 else f"{count} × {text}"
