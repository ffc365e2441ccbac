"""Customers who leave or are about to, one function each: read them as short stories."""

from app.services.sample import agreements, contacts, habits
from app.services.sample.agreements import GROWN, KEPT, ROLLED, Decided
from app.services.sample.cast import WORKPLACE, people
from app.services.sample.life import WINDOW, Life
from app.services.sample.tempers import everyday
from app.services.sample.voices import Voice


def silent_leaver(life: Life) -> None:
    """Never complains, answers less and less, and then not at all; renewal is near."""
    mood = ((WINDOW, 0.7), (300, 0.6), (0, 0.5))
    everyday(life, mood, every=14, decided=(KEPT, ROLLED), reply=0.0, last=300, people=4)
    main, boss = life.people[:2]
    life.answer("nps", 640, 9, "We sleep well.", who=main)
    life.answer("nps", 455, 7, "", who=main)
    life.talk("call", 268, "Short. No, nothing open. Yes, all fine.", feeling=0, who=main)
    life.talk("email", 231, "Sent three dates for the yearly review.", who=main)
    life.talk("call", 205, "Caught her between meetings, will come back to us.", feeling=0)
    life.talk("email", 168, "Asked again for a date. No reply.", who=main)
    life.talk(
        "meeting",
        139,
        "Review at last, twenty minutes. Polite. Asked for all passwords "
        "to be written down in one document.",
        feeling=0,
        who=main,
    )
    life.talk("email", 104, "Sent the document and asked how they plan for next year.", who=main)
    life.talk("email", 71, "Invited them to the customer evening. No reply.", who=boss)
    life.talk("email", 38, "Wrote to the managing director. No reply either.", who=boss)


def unnoticed(life: Life) -> None:
    """The same a year earlier, and nobody saw it: lost, and the reason learned afterwards."""
    lost = Decided("lost", 0, "felt forgotten", "Systemhaus Grauwolf", "Letter came by post")
    mood = ((WINDOW, 0.68), (420, 0.6), (0, 0.5))
    everyday(life, mood, every=15, decided=(ROLLED, lost), reply=0.15, last=470)
    end = -life.profile.ends_in
    life.add(
        "competitors",
        on=life.day(end + 190),
        competitor="Systemhaus Grauwolf",
        product=WORKPLACE.title,
        stance="better",
        note="Had been visiting them every month; we heard of it after the letter",
        recorded_on=life.day(end + 60),
    )
    life.talk(
        "call",
        end + 62,
        'They have signed elsewhere. Nobody was angry. "You never called."',
        feeling=-1,
    )
    life.entered("lost", end, "contract ended")


def champion_left(life: Life) -> None:
    """One person carried the relationship, and has gone; the successor has other friends."""
    mood = ((WINDOW, 0.8), (80, 0.78), (60, 0.45), (0, 0.4))
    everyday(life, mood, every=10, decided=(GROWN, KEPT), reply=0.9, last=75, people=2)
    champion = life.people[0]
    contacts.change(life, champion, attitude="2", note="Brought us in, defends us to the board")
    life.talk(
        "call", 96, "Told me in confidence: new job from next month.", feeling=1, started_by="in"
    )
    life.talk(
        "visit", 78, "Farewell coffee. Named the successor, whom nobody here knows.", feeling=1
    )
    contacts.leave(life, champion, 74)
    arrived = next(name for name in people(life.rng, "de", 4) if name not in champion.name)
    new = contacts.join(life, arrived, contacts.SEATS[1], 66, attitude=-1)
    life.talk("email", 58, "Welcomed the new head of IT, proposed a first meeting.", who=new)
    life.talk(
        "call", 41, 'First talk. Wants "to look at the market in peace".', feeling=-1, who=new
    )
    life.unanswered(36, "nps", new)
    life.add(
        "competitors",
        on=life.day(41),
        competitor="Bitkontor Nord",
        contact=new.email,
        product=WORKPLACE.title,
        stance="better",
        note="Worked with them at the last post",
    )


def signed_and_dropped(life: Life) -> None:
    """Courted for half a year; since the signature hardly anybody has called."""
    contacts.meet(life, 0.5, 3)
    agreements.agreed(life, WORKPLACE, life.profile.ends_in, (), since=268)
    courting, after = ((480, 0.75), (268, 0.85)), ((268, 0.7), (150, 0.5), (0, 0.4))
    habits.talks(life, courting, 6, first=470, last=269)
    habits.talks(life, after, 58, first=240, last=30)
    habits.helpdesk(life, after, first=255)
    habits.surveys(life, after, 0.4, first=230)
    life.entered("awareness", 480, "tender")
    life.entered("consideration", 430, "asked for a quote")
    life.entered("purchase", 268, "contract signed")
    life.entered("application", 215, "all seats moved")
    life.talk(
        "call",
        33,
        '"We used to see you every week. Who looks after us now?"',
        feeling=-1,
        started_by="in",
    )
    life.promise(266, "Quarterly review on site, the first in three months", due=170, broken=120)
    life.promise(33, "Name a colleague who looks after them and comes by", due=12)
    habits.hopes(life, after)


def warned(life: Life) -> None:
    """Every sign was there for a year, on paper; nobody acted in time."""
    lost = Decided("lost", 0, "broken promises", "Datasmia", "Gave the three dates we missed")
    mood = ((WINDOW, 0.62), (640, 0.5), (420, 0.25), (0, 0.1))
    everyday(life, mood, every=17, decided=(KEPT, lost), reply=0.7)
    for made in (560, 505, 440):
        life.promise(
            made,
            life.says("Engineer on site, finally, for the {place}"),
            due=made - 14,
            broken=made - 30,
        )
    life.answer("nps", 395, 2, "Ask the three people who were to call me.", who=life.people[1])
    voice = Voice("complaint", "I have stopped writing tickets. What for?", "", "")
    life.feedback(380, voice, who=life.people[1])
    life.entered("lost", -life.profile.ends_in, "contract ended")
