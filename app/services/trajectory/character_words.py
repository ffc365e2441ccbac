"""The words for the signs of a character, each with its figure, and for what would change it."""

from collections.abc import Callable, Iterable, Mapping
from math import log2

from app.language import _, ngettext
from app.services.trajectory import words
from app.services.trajectory.character import LEAST_AGE, LEAST_MASS
from app.services.trajectory.evidence import Evidence
from app.services.trajectory.signs import DEEP, Observed, Sign, Signs, praised, tense
from app.services.trajectory.table import HALF_LIFE, PRIOR_MASS, SILENCE_FREE_BITS
from app.services.trajectory.turning import Move
from app.services.trajectory.witnesses import FAINT

LITTLE_HEAT = 0.8  # below which no rule sees conflict

Seen = tuple[Observed, int, Signs]


def sign(observed: Observed, day: int, signs: Signs, which: Sign) -> str:
    """Say a sign with the figure that it stands on; ``signs`` are those of ``day``."""
    return SIGNS[which]((observed, day, signs))


def move(one: Move) -> str:
    """Say where a sign would have to be, in words that follow "if"."""
    return MOVES[one.sign](one)


def _level(seen: Seen) -> str:
    level = seen[2].level
    return _("Standing at {level}: {zone}").format(
        level=round(level), zone=words.zone_with_range(level)
    )


def _mass(seen: Seen) -> str:
    observed, day, signs = seen
    known = sum(fact.day <= day for fact in observed.story.evidence)
    return ngettext(
        "{n} fact counts as {mass} of evidence; it takes {least}",
        "{n} facts count as {mass} of evidence; it takes {least}",
        known,
    ).format(n=known, mass=_one(signs.mass - PRIOR_MASS), least=_one(LEAST_MASS - PRIOR_MASS))


def _bits(seen: Seen) -> str:
    observed, day, signs = seen
    state = observed.story.at(day)
    if signs.bits >= SILENCE_FREE_BITS:
        return words.silence(state.days_silent, state.usual_gap, signs.bits)
    return ngettext(
        "In touch: quiet for {days} day, and their usual gap is {gap}",
        "In touch: quiet for {days} days, and their usual gap is {gap}",
        state.days_silent,
    ).format(days=state.days_silent, gap=round(state.usual_gap))


def _heat(seen: Seen) -> str:
    observed, day, signs = seen
    moments = _counting(tense(observed, day))
    if not moments:
        return _("No tense moment that still counts")
    if signs.heat < LITTLE_HEAT:
        return ngettext(
            "{n} tense moment counts as only {heat} of conflict",
            "{n} tense moments count as only {heat} of conflict",
            moments,
        ).format(n=moments, heat=_one(signs.heat))
    return ngettext(
        "{n} tense moment still counts as {heat} of conflict",
        "{n} tense moments still count as {heat} of conflict",
        moments,
    ).format(n=moments, heat=_one(signs.heat))


def _advocacy(seen: Seen) -> str:
    observed, day, signs = seen
    acts = _counting(praised(observed, day))
    if not acts:
        return _("They have not spoken for us lately")
    return ngettext(
        "They spoke for us {n} time, which still counts as {sum}",
        "They spoke for us {n} times, which still counts as {sum}",
        acts,
    ).format(n=acts, sum=_one(signs.advocacy))


def _initiative(seen: Seen) -> str:
    observed, day, _signs = seen
    known = [talk for talk in observed.year(day) if talk.ours is not None]
    if not known:
        return _("Nobody noted who starts the talks")
    theirs = sum(not talk.ours for talk in known)
    return ngettext(
        "They started {theirs} of {n} talk in a year",
        "They started {theirs} of {n} talks in a year",
        len(known),
    ).format(theirs=theirs, n=len(known))


def _depth(seen: Seen) -> str:
    observed, day, signs = seen
    count = sum(talk.channel in DEEP for talk in observed.year(day))
    if not count:
        return _("No meeting or visit in a year")
    return ngettext(
        "{n} meeting or visit in a year, which still counts as {sum}",
        "{n} meetings and visits in a year, which still count as {sum}",
        count,
    ).format(n=count, sum=_one(signs.depth))


def _tone(seen: Seen) -> str:
    tone = seen[2].tone
    if tone <= -0.25:
        text = _("Talks are tense: {tone} on a scale from −2 to +2")
    elif tone < 0.25:
        text = _("Talks are neither warm nor tense: {tone} on a scale from −2 to +2")
    else:
        text = _("Talks are warm: {tone} on a scale from −2 to +2")
    return text.format(tone=_signed(tone))


def _response(seen: Seen) -> str:
    observed, day, _signs = seen
    answered, unanswered = observed.surveys(day)
    if not answered + unanswered:
        return _("Never asked what they think of us")
    return _("They answered {n} of {asked} surveys in a year and a half").format(
        n=answered, asked=answered + unanswered
    )


def _talk(seen: Seen) -> str:
    days = round(seen[2].talk)
    if not days:
        return _("Not one talk in four months")
    return ngettext(
        "Talked on {n} day in four months", "Talked on {n} days in four months", days
    ).format(n=days)


def _mix(seen: Seen) -> str:
    observed, day, _signs = seen
    state = observed.story.at(day)
    return _("{good} speaks for us, {harm} against us").format(
        good=_one(state.good), harm=_one(state.harm)
    )


def _ease(seen: Seen) -> str:
    ease = round(seen[2].ease)
    if ease < -1:
        return _("You judged that they could hardly leave")
    if ease < 0:
        return _("You judged that leaving would be hard for them")
    return _("You did not judge that leaving would be hard for them")


def _age(seen: Seen) -> str:
    days = round(seen[2].age)
    return ngettext(
        "Known for {n} day; it takes {least}", "Known for {n} days; it takes {least}", days
    ).format(n=days, least=LEAST_AGE)


SIGNS: Mapping[Sign, Callable[[Seen], str]] = {
    Sign.LEVEL: _level,
    Sign.MASS: _mass,
    Sign.BITS: _bits,
    Sign.HEAT: _heat,
    Sign.ADVOCACY: _advocacy,
    Sign.INITIATIVE: _initiative,
    Sign.DEPTH: _depth,
    Sign.TONE: _tone,
    Sign.RESPONSE: _response,
    Sign.TALK: _talk,
    Sign.MIX: _mix,
    Sign.EASE: _ease,
    Sign.AGE: _age,
}


def _move_level(one: Move) -> str:
    text = _("the standing rose from {now} to {then}")
    if one.then < one.now:
        text = _("the standing fell from {now} to {then}")
    return text.format(now=round(one.now), then=round(one.then))


def _move_bits(one: Move) -> str:
    if one.then < one.now:
        return _("we talked again")
    return _("it stayed quiet until that is longer than {percent} % of what we'd expect").format(
        percent=min(99, int(100 * (1 - 2.0**-one.then)))
    )


def _move_heat(one: Move) -> str:
    if one.then > one.now:
        return _("conflict grew from {now} to {then}").format(
            now=_one(one.now), then=_one(one.then)
        )
    text = _("conflict came down from {now} to {then}").format(
        now=_one(one.now), then=_one(one.then)
    )
    if one.then <= 0:
        return text
    months = max(1, round(HALF_LIFE * log2(one.now / one.then) / 30))
    calm = ngettext(
        "which takes {n} month without a tense moment",
        "which takes {n} months without a tense moment",
        months,
    )
    return f"{text}, {calm.format(n=months)}"


def _move_advocacy(one: Move) -> str:
    text = _("they spoke for us more: {then} instead of {now}, where a reference counts 1")
    if one.then < one.now:
        text = _("they spoke for us less: {then} instead of {now}, where a reference counts 1")
    return text.format(now=_one(one.now), then=_one(one.then))


def _move_initiative(one: Move) -> str:
    text = _("they started more of the talks: {then} % instead of {now} %")
    if one.then < one.now:
        text = _("they started fewer of the talks: {then} % instead of {now} %")
    return text.format(now=_percent(one.now), then=_percent(one.then))


def _move_depth(one: Move) -> str:
    text = _("we met more: meetings counting {then} instead of {now}, where a new one counts 1")
    if one.then < one.now:
        text = _("we met less: meetings counting {then} instead of {now}, where a new one counts 1")
    return text.format(now=_one(one.now), then=_one(one.then))


def _move_tone(one: Move) -> str:
    text = _("talks became warmer: {then} instead of {now}, from −2 to +2")
    if one.then < one.now:
        text = _("talks became tenser: {then} instead of {now}, from −2 to +2")
    return text.format(now=_signed(one.now), then=_signed(one.then))


def _move_response(one: Move) -> str:
    text = _("they answered more of our surveys: {then} % instead of {now} %")
    if one.then < one.now:
        text = _("they answered fewer of our surveys: {then} % instead of {now} %")
    return text.format(now=_percent(one.now), then=_percent(one.then))


def _move_talk(one: Move) -> str:
    days = round(one.then)
    return ngettext(
        "we talked on {n} day in four months instead of {now}",
        "we talked on {n} days in four months instead of {now}",
        days,
    ).format(n=days, now=round(one.now))


def _move_mix(one: Move) -> str:
    text = _("good and bad came closer: the smaller at {then} % of the larger, not {now} %")
    if one.then < one.now:
        text = _("good and bad drew apart: the smaller at {then} % of the larger, not {now} %")
    return text.format(now=_percent(one.now), then=_percent(one.then))


def _move_ease(one: Move) -> str:
    return _("leaving became easier for them: {then} by your judgement, from −2 to +2").format(
        then=f"{round(one.then):+d}".replace("-", "−").replace("+0", "0")
    )


MOVES: Mapping[Sign, Callable[[Move], str]] = {
    Sign.LEVEL: _move_level,
    Sign.BITS: _move_bits,
    Sign.HEAT: _move_heat,
    Sign.ADVOCACY: _move_advocacy,
    Sign.INITIATIVE: _move_initiative,
    Sign.DEPTH: _move_depth,
    Sign.TONE: _move_tone,
    Sign.RESPONSE: _move_response,
    Sign.TALK: _move_talk,
    Sign.MIX: _move_mix,
    Sign.EASE: _move_ease,
}


def _counting(left: Iterable[tuple[float, Evidence]]) -> int:
    return sum(weight >= FAINT for weight, _fact in left)


def _one(number: float) -> str:
    return f"{number:.1f}"


def _signed(number: float) -> str:
    """Return a number with its sign; what rounds to nothing has none."""
    text = f"{number:+.1f}".replace("-", "−")
    return "0" if text in ("+0.0", "−0.0") else text


def _percent(share: float) -> int:
    return round(100 * share)
