"""What goes on at every customer all the time, coloured by its mood (0 = angry … 1 = fond)."""

from collections.abc import Iterator
from itertools import pairwise

from app.services.sample import desk
from app.services.sample.life import WINDOW, Life, Person
from app.services.sample.voices import (
    EXPECTATIONS,
    INITIATIVES,
    PLANS,
    PROMISES,
    THEIR_PROMISES,
    VOICES,
)

Mood = tuple[tuple[int, float], ...]
"""Turning points: (days ago, mood), oldest first; in between, straight lines."""
DRIVERS = ("competence", "service", "commitment", "trust")


def mood_at(mood: Mood, ago: float) -> float:
    """Read the mood on a day; before the first and after the last point it stays as it is."""
    for (early, before), (late, after) in pairwise(mood):
        if early >= ago >= late:
            share = (early - ago) / max(early - late, 1)
            return before + share * (after - before)
    return mood[0][1] if ago > mood[0][0] else mood[-1][1]


def score(life: Life, centre: float, spread: float, low: int, high: int) -> int:
    """Draw a score around a centre, kept on its scale."""
    return min(high, max(low, round(life.rng.gauss(centre, spread))))


def days(life: Life, first: int, last: int, every: float) -> Iterator[int]:
    """Go from ``first`` to ``last`` days ago in steps that vary as people's do."""
    ago = first - life.rng.uniform(0, every)
    while ago >= last:
        yield int(ago)
        ago -= max(1.0, life.rng.gammavariate(4, every / 4))


def talks(
    life: Life,
    mood: Mood,
    every: float,
    first: int = WINDOW,
    last: int = 1,
    theirs: float = 0.5,
) -> None:
    """Calls, mails, meetings: the rhythm of an ordinary relationship; they start their share."""
    kinds = ("call", "email", "meeting", "visit", "chat", "review", "note")
    german = 0.3 if life.profile.country == "DE" else 0
    for ago in days(life, first, last, every):
        kind = life.rng.choices(kinds, (50, 24, 8, 5, 7, 3, 3))[0]
        who = life.someone()
        feeling = score(life, (mood_at(mood, ago) - 0.5) * 4.2, 0.7, -2, 2)
        sent = kind == "email" and life.rng.random() < 0.55
        tone = 0 if sent or kind == "note" else (feeling > 0) - (feeling < 0)
        noted = None if sent or kind == "note" or life.rng.random() < 0.2 else feeling
        in_german = life.rng.random() < german
        note = life.words.note(kind, tone, sent, in_german, life.names(who))
        if kind in {"call", "chat"} and tone == 0 and life.rng.random() < 0.06:
            note = ""
        started = "out" if sent or life.rng.random() < 1 - theirs else "in"
        life.talk(kind, ago, note, feeling=noted, who=who, started_by=started)


def helpdesk(life: Life, mood: Mood, first: int = WINDOW, last: int = 0) -> None:
    """Tickets, and the smiley that every third of them brings back."""
    per_month = min(4.0, max(0.35, life.profile.seats / 38))
    for ago in days(life, first, last, 30 / per_month):
        now = mood_at(mood, ago)
        breached = life.rng.random() < 0.19 - 0.2 * now
        who = life.someone()
        took = life.rng.randint(3, 12) if breached else life.rng.choice((0, 0, 0, 1, 1, 2))
        ref = life.ticket(
            ago,
            life.says(life.words.deal(desk.TITLES), who),
            days=took,
            priority=life.rng.choices((1, 2, 3, 4), (3, 12, 60, 25))[0],
            breached=breached,
            reopened=int(life.rng.random() < 0.12 - 0.1 * now),
            who=who,
        )
        if ago - took > 2 and life.rng.random() < 0.33:
            smiley(life, ago - took - 1, ref, now - 0.25 * breached, who)
        elif ago - took > 2 and ago % 6 == 0:
            life.not_clicked(ago - took - 1, ref, who)


def smiley(life: Life, ago: int, ticket: str, mood: float, who: Person) -> None:
    """Answer the one-click survey after a ticket."""
    stars = score(life, 2.7 + 2.9 * mood, 0.8, 1, 5)
    lists = {5: desk.GOOD_COMMENTS, 4: desk.FAIR_COMMENTS, 3: desk.FAIR_COMMENTS}
    comment = ""
    if life.rng.random() < (0.25 if stars > 3 else 0.6):
        comment = life.says(life.words.deal(lists.get(stars, desk.BAD_COMMENTS)), who)
    life.answer("csat", ago, stars, comment, asked=ago + 1, ticket=ticket, who=who)


def surveys(life: Life, mood: Mood, reply: float = 0.7, first: int = 860, last: int = 8) -> None:
    """Twice a year the one question, in between the four; ``reply`` is the share who answer."""
    offset = life.rng.randrange(60)
    for turn, ago in enumerate(range(first - offset, last, -91)):
        who = life.people[0] if life.rng.random() < 0.7 else life.someone()
        now = mood_at(mood, ago)
        if life.rng.random() > reply:
            life.unanswered(ago, "trust" if turn % 2 else "nps", who)
        elif turn % 2:
            for driver in DRIVERS:
                life.answer(driver, ago, score(life, 1.9 + 3 * now, 0.7, 1, 5), who=who)
        else:
            points = score(life, 3.2 + 7.6 * now, 1.3, 0, 10)
            words = desk.NPS_GOOD if points > 8 else desk.NPS_FAIR if points > 6 else desk.NPS_BAD
            comment = life.says(life.words.deal(words), who) if life.rng.random() < 0.5 else ""
            life.answer("nps", ago, points, comment, who=who)


def ratings(life: Life, mood: Mood) -> None:
    """Rate ourselves, blind, on what customers are asked; we see it a little rosier."""
    for ago in (505, 140):
        for driver in DRIVERS:
            ours = score(life, 2.6 + 2.6 * mood_at(mood, ago), 0.6, 1, 5)
            life.add(
                "self_ratings",
                at=life.moment(ago),
                question=driver,
                score=ours,
                scale="1-5",
                colleague=life.owner,
            )


def promises(life: Life, mood: Mood, every: float = 85, last: int = 30) -> None:
    """Promises we made and how they went; the worse the mood, the likelier a broken one."""
    for made in days(life, WINDOW, last, every):
        now = mood_at(mood, made)
        text = life.says(life.words.deal(PROMISES))
        due = made - life.rng.randint(3, 16)
        fate = life.rng.random()
        if fate < 0.13 - 0.13 * now:
            life.promise(made, text, due=due, broken=max(due - life.rng.randint(5, 20), 1))
        elif fate < 0.36 - 0.22 * now:
            life.promise(made, text, due=due, done=max(due - life.rng.randint(2, 12), 1))
        elif fate > 0.94:
            life.promise(made, text, due=due - 7, moved=due, done=max(due - 6, 1))
        else:
            life.promise(made, text, due=due, done=due + life.rng.randint(0, made - due - 1))
    if life.rng.random() < 0.5:
        life.promise(60, life.says(life.words.deal(THEIR_PROMISES)), due=48, done=50, theirs=True)


def voices(life: Life, mood: Mood, every: float = 190) -> None:
    """Feedback of every kind; most loops are closed, some wait somewhere on the way."""
    for ago in days(life, WINDOW - 60, 12, every):
        fond = mood_at(mood, ago) > 0.6
        wanted = {"praise", "wish", "remark", "mention"} if fond else {"complaint", "wish"}
        voice = life.words.deal([voice for voice in VOICES if voice.kind in wanted])
        steps = [ago - gap for gap in (9, 24, 41) if ago > gap]
        if ago < 60:
            steps = steps[: life.rng.randint(0, 2)]
        life.feedback(ago, voice, *(steps if voice.action else ()), who=life.someone())


def hopes(life: Life, mood: Mood) -> None:
    """What they expect of us, what they want for themselves, what we do together."""
    now = mood_at(mood, 0)
    for _ in range(life.rng.randint(1, 3)):
        text = life.says(life.words.deal(EXPECTATIONS))
        met = score(life, 0.6 + 3.6 * now, 0.7, 0, 4)
        asked = life.rng.randint(20, 300)
        life.add(
            "expectations",
            text=text,
            raised_on=life.day(asked + life.rng.randint(60, 400)),
            contact=life.people[0].email,
            weight=life.rng.randint(2, 5),
            met=met,
            asked_on=life.day(asked),
        )
    for _ in range(life.rng.choice((0, 1, 1, 2))):
        plan = life.words.deal(PLANS)
        life.add(
            "goals",
            text=plan.text,
            set_on=life.day(life.rng.randint(90, 500)),
            due_on=life.day(-life.rng.randint(40, 500)),
            progress=life.rng.randrange(0, 91, 10),
            our_part=plan.our_part,
            status="open",
        )
    if now > 0.5 and life.rng.random() < 0.6:
        ended = life.rng.random() < 0.5
        life.add(
            "initiatives",
            title=life.words.deal(INITIATIVES),
            started_on=life.day(life.rng.randint(40, 600)),
            raised_by=life.rng.choice(("customer", "us")),
            status="done" if ended else "running",
            result="Both sides want to do it again" if ended else "",
        )
