"""Customers who stay, each for a reason of its own: read them as short stories."""

from app.services.sample import agreements, contacts, habits
from app.services.sample.agreements import GROWN, KEPT, ROLLED
from app.services.sample.cast import EXTRAS, WORKPLACE
from app.services.sample.life import WINDOW, Life
from app.services.sample.tempers import everyday
from app.services.sample.voices import Voice


def rescued(life: Life) -> None:
    """A storage failure, a broken promise, and the half-year in which trust was won back."""
    mood = ((WINDOW, 0.66), (400, 0.6), (352, 0.1), (280, 0.3), (200, 0.72), (0, 0.88))
    everyday(life, mood, every=16, decided=(KEPT, KEPT, GROWN), reply=0.9)
    _storage_fails(life)
    _trust_is_won_back(life)


def _storage_fails(life: Life) -> None:
    main = life.people[0]
    life.ticket(
        366,
        "Storage down, booking stopped at all terminals",
        days=2,
        priority=1,
        breached=True,
        who=main,
    )
    life.talk(
        "call",
        366,
        "Ships wait at the quay. Main contact shouting, rightly.",
        feeling=-2,
        started_by="in",
    )
    life.promise(364, "Written report on the failure within a week", due=357, broken=345)
    life.ticket(
        349,
        "Storage down again, half a day",
        days=3,
        priority=1,
        breached=True,
        reopened=1,
        who=main,
    )
    voice = Voice(
        "complaint",
        "Twice in three weeks, and we learn the cause from a newspaper.",
        "Storage replaced at our cost; status call every morning",
        '"It holds."',
    )
    life.feedback(348, voice, 330, 262, 214, who=main)
    life.answer("nps", 341, 1, "If we could leave tomorrow, we would.", who=main)


def _trust_is_won_back(life: Life) -> None:
    life.talk(
        "visit",
        336,
        "Ingrid and two technicians on board, whole afternoon. Listened, "
        "promised three things, with dates.",
        feeling=-1,
        colleague="Ingrid Föhn",
    )
    life.promise(336, "New storage at our cost", due=300, done=304)
    life.promise(336, "A named technician for the harbour", due=329, done=330)
    life.promise(336, "Report to the board by Ingrid herself", due=322, done=323)
    life.talk(
        "meeting",
        323,
        "Ingrid told the board what went wrong, without excuses. Questions were hard and fair.",
        feeling=0,
        colleague="Ingrid Föhn",
    )
    life.talk("call", 262, "First week without a status call. They did not miss it.", feeling=1)
    life.talk("review", 198, '"You were honest when it was expensive." They extend.', feeling=2)
    life.answer("nps", 120, 9, "They came aboard and stayed until it worked.")


def captive(life: Life) -> None:
    """Would leave if they could: twelve years of data in a system that only we know."""
    mood = ((WINDOW, 0.42), (500, 0.36), (0, 0.36))
    everyday(life, mood, every=24, decided=(ROLLED, ROLLED, ROLLED), reply=0.5)
    agreements.agreed(
        life,
        EXTRAS[4],
        life.profile.ends_in + 400,
        (),
        months=36,
        note="Mandate software and its data; moving would take a year",
    )
    main, boss = life.people[:2]
    life.talk(
        "meeting",
        470,
        "Asked what an export of all mandates would cost. Did not like the answer.",
        feeling=-1,
        who=main,
    )
    life.talk("call", 291, '"We are not staying, we are stuck."', feeling=-2, who=boss)
    life.answer("nps", 300, 3, "We have no choice, and you know it.", who=boss)
    life.talk("review", 88, "Went through the price rise. Accepted, jaw set.", feeling=-1)
    voice = Voice(
        "complaint",
        "Every change request costs four figures and takes a quarter.",
        "Fixed price list for small changes",
        "",
    )
    life.feedback(86, voice, 52, who=boss)


def advocate(life: Life) -> None:
    """Sends us their friends, unasked."""
    everyday(life, ((WINDOW, 0.82), (0, 0.9)), every=13, decided=(GROWN, KEPT), reply=1.0)
    main = life.people[0]
    acts = (
        ("referral", 655, None, "Brought the hotel in Svolvær to us"),
        ("reference", 470, 490, "Spoke for an hour with a school that hesitated"),
        ("case_study", 318, 380, "Two pages with drawings, hangs in our hall"),
        ("mention", 205, None, "Named us in an interview with the builders' journal"),
        ("referral", 92, None, "Introduced us to the salmon farm next door"),
    )
    for kind, ago, asked, note in acts:
        life.add(
            "advocacy",
            on=life.day(ago),
            kind=kind,
            contact=main.email,
            note=note,
            asked_on=None if asked is None else life.day(asked),
            thanked_on=life.day(ago - 4),
            outcome="given",
        )
    life.entered("bonding", 800, "plans the second office with us")
    life.entered("advocacy", 655, "first referral")
    life.talk(
        "visit",
        27,
        "Showed us the model of the new opera. Wants the whole building network from us.",
        feeling=2,
    )


def in_love(life: Life) -> None:
    """Signed less than four months ago, and everything is still wonderful."""
    mood = ((240, 0.8), (0, 0.92))
    contacts.meet(life, 0.9, 3)
    agreements.agreed(life, WORKPLACE, life.profile.ends_in, (), since=113)
    habits.talks(life, mood, 7, first=215)
    habits.helpdesk(life, mood, first=105)
    main = life.people[0]
    life.entered("awareness", 235, "read the story of the architects in Bergen")
    life.entered("consideration", 205, "asked for a quote")
    life.entered("purchase", 113, "contract signed")
    life.entered("application", 84, "all seats moved")
    for made in (110, 92, 70, 49, 21):
        life.promise(made, life.says("Set up {n} new machines"), due=made - 9, done=made - 7)
    life.talk(
        "visit", 83, "Moving day. Music, pastries, and every machine worked at four.", feeling=2
    )
    life.answer("nps", 50, 10, "Where have you been all these years?", who=main)
    life.answer("csat", 3, 5, "Merci mille fois !", who=main)
    habits.hopes(life, mood)


_GRUMBLES = (  # days ago, his words, our note
    (
        600,
        "The beer garden Wi-Fi is slower than my waiters, and that is saying something.",
        "Ten minutes of thunder, then the next order.",
    ),
    (
        505,
        "YOUR INVOICE HAS SEVEN PAGES. I BREW BEER.",
        "Held the receiver away. He is right about the pages.",
    ),
    (
        402,
        "When I call, I want to hear a person and not Vivaldi.",
        "Hold music again. Asked after my mother at the end.",
    ),
    (
        298,
        "The cash desks say hello in English. We are in Bamberg.",
        "Language of the cash desks. Could not stop laughing, both of us.",
    ),
    (
        187,
        "Somebody changed the colour of the booking page. Nobody asked me.",
        "The blue is the wrong blue. Changed it back while he talked.",
    ),
    (
        96,
        "If the printer were a cow, I would have had it slaughtered.",
        "Printer. Sends the spare one back with a crate of beer on top.",
    ),
    (
        17,
        "Again the card reader in the cellar. AGAIN.",
        "Card reader. Loud. Then: see you on Thursday as always?",
    ),
)


def complainer(life: Life) -> None:
    """Complains every month, in capitals, and has renewed every year since 2011."""
    mood = ((WINDOW, 0.48), (0, 0.52))
    everyday(life, mood, every=12, decided=(KEPT, GROWN, KEPT), reply=0.95)
    boss = life.people[1]
    for ago, text, note in _GRUMBLES:
        voice = Voice("complaint", text, "Looked at it the same day", "Grumbled, content")
        steps = [day for day in (ago - 3, ago - 9, ago - 20) if day > 0]
        life.feedback(ago, voice, *steps, who=boss)
        life.talk("call", ago, note, feeling=-1, who=boss, started_by="in")
    life.answer("nps", 430, 6, "I complain because I stay.", who=boss)
    life.answer("nps", 61, 5, "You know what I think. See you on Thursday.", who=boss)
