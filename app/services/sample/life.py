"""One customer's life as stories tell it: every day is given as days before today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from app.services.sample.cast import ACCOUNT_MANAGERS, DESK, EXTRAS
from app.services.sample.profiles import Profile
from app.services.sample.rows import Rows, Value
from app.services.sample.voices import Voice
from app.services.sample.words import Words

WINDOW = 913
"""Thirty months, in days."""
SCALES = {"nps": "0-10", "effort": "1-7"}
_MINUTES = {"meeting": 60, "visit": 90, "review": 75, "call": 10, "chat": 5}
_QUEUES = ("workplace", "network", "servers", "telephony", "applications")


@dataclass(frozen=True)
class Person:
    """A contact as far as stories need to know."""

    name: str
    email: str
    influence: int


class Life:
    """Writes what happens to one customer into the book's rows."""

    def __init__(self, rows: Rows, profile: Profile, ref: str, today: date, rng: Random) -> None:
        self.rows = rows
        self.profile = profile
        self.ref = ref
        self.today = today
        self.rng = rng
        self.words = Words(rng)
        self.owner = rng.choice(ACCOUNT_MANAGERS)
        self.people: list[Person] = []

    def add(self, kind: str, /, **values: Value) -> str:
        """Add any row about this customer."""
        return self.rows.add(kind, customer=self.ref, **values)

    def day(self, ago: int) -> date:
        """Answer the working day nearest to that many days ago, never across today."""
        day = self.today - timedelta(ago)
        if ago == 0 or day.weekday() < 5:
            return day
        return day - timedelta(day.weekday() - 4) if ago > 0 else day + timedelta(7 - day.weekday())

    def moment(self, ago: int) -> datetime:
        """Answer a time in office hours; today's lie before anybody opens the sample."""
        hour = self.rng.randint(8, 16) if ago else 6
        return datetime.combine(self.day(ago), time(hour, self.rng.randrange(0, 60, 5)))

    def someone(self) -> Person:
        """Pick whom we would talk to: mostly the first, who is the main contact."""
        weights = [6, 3] + [1] * (len(self.people) - 2)
        return self.rng.choices(self.people, weights[: len(self.people)])[0]

    def names(self, who: Person) -> tuple[str, str]:
        """Answer that person's name and the name of somebody else there."""
        others = [person.name for person in self.people if person is not who]
        return who.name, self.rng.choice(others or [who.name])

    def says(self, phrase: str, who: Person | None = None) -> str:
        """Fill the blanks of a phrase for this customer."""
        return self.words.fill(phrase, *self.names(who or self.people[0]))

    def talk(
        self,
        kind: str,
        ago: int,
        note: str = "",
        *,
        feeling: int | None = None,
        who: Person | None = None,
        started_by: str = "out",
        colleague: str = "",
        known: int | None = None,
    ) -> None:
        """Note a talk; an e-mail of ours and an internal note are not two-way."""
        one_way = kind == "note" or (kind == "email" and started_by == "out")
        self.add(
            "interactions",
            at=self.moment(ago),
            kind=kind,
            direction=started_by,
            two_way=not one_way,
            feeling=feeling,
            contact=None if kind == "note" else (who or self.people[0]).email,
            colleague=colleague or self.owner,
            minutes=self.minutes(kind),
            note=note,
            recorded_on=None if known is None else self.day(known),
        )

    def minutes(self, kind: str) -> int | None:
        """Answer how long such a talk lasted, for kinds where people note it."""
        usual = _MINUTES.get(kind)
        return usual and 5 * max(1, round(usual * self.rng.uniform(0.5, 1.6) / 5))

    def ticket(
        self,
        ago: int,
        title: str,
        *,
        days: int = 1,
        priority: int = 3,
        breached: bool = False,
        reopened: int = 0,
        who: Person | None = None,
    ) -> str:
        """Open a ticket that takes so many days; one not finished by today is still open."""
        opened = self.moment(ago)
        closed = None
        if days < ago:
            evening = datetime.combine(self.day(ago - days), time(17, 15))
            closed = max(evening, opened + timedelta(minutes=40))
        return self.add(
            "tickets",
            opened=opened,
            title=title,
            closed=closed,
            priority=priority,
            queue=self.rng.choice(_QUEUES),
            contact=(who or self.someone()).email,
            colleague=self.rng.choice(DESK),
            reopened=reopened,
            sla_breached=breached,
            status="closed" if closed else "open",
        )

    def answer(
        self,
        question: str,
        ago: int,
        score: int,
        comment: str = "",
        *,
        who: Person | None = None,
        asked: int | None = None,
        ticket: str = "",
    ) -> None:
        """Note an answer, by default given two days after it was asked for."""
        self.add(
            "responses",
            at=self.moment(ago),
            question=question,
            score=score,
            scale=SCALES.get(question, "1-5"),
            asked_on=self.day(ago + 2 if asked is None else asked),
            ticket=ticket,
            contact=(who or self.people[0]).email,
            channel="mail",
            comment=comment,
        )

    def unanswered(self, ago: int, question: str = "nps", who: Person | None = None) -> None:
        """Note an invitation that nobody answered."""
        self.add(
            "responses",
            at=self.moment(ago),
            question=question,
            scale=SCALES.get(question, "1-5"),
            asked_on=self.day(ago),
            contact=(who or self.people[0]).email,
            channel="mail",
        )

    def not_clicked(self, ago: int, ticket: str, who: Person) -> None:
        """Note the one-click survey after a ticket that nobody answered."""
        self.add(
            "responses",
            at=datetime.combine(self.day(ago), time(9)),
            question="csat",
            scale="1-5",
            asked_on=self.day(ago),
            ticket=ticket,
            contact=who.email,
            channel="mail",
        )

    def promise(
        self,
        made: int,
        text: str,
        *,
        due: int,
        done: int | None = None,
        broken: int | None = None,
        moved: int | None = None,
        theirs: bool = False,
    ) -> None:
        """Note a promise; without ``done`` or ``broken`` it is still open."""
        person, we = self.people[0].name, self.owner
        self.add(
            "promises",
            made_on=self.day(made),
            text=text,
            due_on=self.day(due),
            by=person if theirs else we,
            to=we if theirs else person,
            direction="theirs" if theirs else "ours",
            source=self.rng.choice(("call", "meeting", "email")),
            done_on=None if done is None else self.day(done),
            told_on=None if done is None or theirs else self.day(done),
            broken_on=None if broken is None else self.day(broken),
            moved_from=None if moved is None else self.day(moved),
        )

    def feedback(self, ago: int, voice: Voice, *steps: int, who: Person | None = None) -> None:
        """Note feedback; ``steps`` are the days of acting, telling and being confirmed."""
        acted, told, confirmed = (*map(self.day, steps), None, None, None)[:3]
        feelings = {"complaint": -1, "praise": 2, "mention": 1, "wish": 0, "remark": 0}
        sold = next((one for one in EXTRAS if one.title == voice.about), None)
        self.add(
            "feedback",
            at=self.moment(ago),
            text=voice.text,
            kind=voice.kind,
            source="forum" if voice.kind == "mention" else self.rng.choice(("call", "visit")),
            contact=(who or self.people[0]).email,
            vendor=sold.vendor if sold else "",
            product=sold.product if sold else "",
            feeling=feelings[voice.kind],
            acted_on=acted,
            action=voice.action if acted else "",
            told_on=told,
            confirmed_on=confirmed,
            outcome=voice.outcome if confirmed else "",
        )

    def entered(self, stage: str, ago: int, evidence: str = "") -> None:
        """Note the day on which a stage of the lifecycle began."""
        self.add("stages", stage=stage, entered_on=self.day(ago), evidence=evidence)
