"""The ordinary customers: a few temperaments, each lived a little differently by everybody."""

from app.services.sample import agreements, contacts, habits
from app.services.sample.agreements import GROWN, KEPT, REDUCED, ROLLED, Decided
from app.services.sample.cast import COMPETITORS, EXTRAS, WORKPLACE
from app.services.sample.habits import Mood
from app.services.sample.life import WINDOW, Life

MET = "first call"
SIGNED = "contract signed"


def everyday(
    life: Life,
    mood: Mood,
    *,
    every: float,
    decided: tuple[Decided, ...],
    reply: float = 0.7,
    last: int = 1,
    people: int | None = None,
    theirs: float = 0.5,
) -> str:
    """Live an ordinary life with that mood and rhythm; answer the main contract's reference.

    ``theirs`` is the share of talks that they start.
    """
    contacts.meet(life, habits.mood_at(mood, 0), people)
    contract = agreements.agreed(life, WORKPLACE, life.profile.ends_in, decided)
    ended = max(0, -life.profile.ends_in)
    habits.talks(life, mood, every, last=max(last, ended + 4), theirs=theirs)
    habits.helpdesk(life, mood, last=ended)
    habits.surveys(life, mood, reply, last=ended + 8)
    habits.promises(life, mood, last=ended + 30)
    habits.voices(life, mood)
    habits.hopes(life, mood)
    habits.ratings(life, mood)
    grown_up(life, "leverage")
    return contract


def grown_up(life: Life, stage: str) -> None:
    """Tell the stages of a customer of many years."""
    since = life.rng.randint(WINDOW + 200, 4200)
    life.entered("purchase", since, SIGNED)
    life.entered("application", since - 60, "first site runs")
    life.entered("leverage", since - 400, "uses more than was bought at first")
    if stage != "leverage":
        life.entered(stage, life.rng.randint(90, 700), "speaks of us unasked")


def extra(life: Life, ended_ago: int = 0) -> None:
    """Sell a second thing to those who have room for it: yearly, monthly or open-ended."""
    product = life.words.deal(EXTRAS)
    if ended_ago:
        return
    match life.rng.randrange(3):
        case 0:
            expiring = product.vendor.startswith("Sturm")
            agreements.agreed(
                life,
                product,
                life.rng.randint(20, 350),
                (KEPT, ROLLED),
                renews="expires" if expiring else "automatic",
            )
        case 1:
            agreements.rolling(life, product, life.rng.randint(100, 1200))
        case _:
            agreements.open_ended(life, product, life.rng.randint(200, 1500))


def steady(life: Life) -> None:
    """Good, uneventful, every three weeks."""
    everyday(life, ((WINDOW, 0.64), (0, 0.7)), every=20, decided=(ROLLED, KEPT))
    extra(life)
    compares(life, "same", "Had an offer on the table, saw no difference")


def busy(life: Life) -> None:
    """Large, always something, mostly well."""
    mood = ((WINDOW, 0.62), (500, 0.72), (330, 0.5), (160, 0.66), (0, 0.62))
    everyday(life, mood, every=9, decided=(KEPT, GROWN, KEPT))
    extra(life)
    extra(life)
    compares(life, "considering", "Must compare three offers, by the group's own rules")


def distant(life: Life) -> None:
    """Little contact, hardly an answer; pays."""
    everyday(life, ((WINDOW, 0.55), (0, 0.54)), every=52, decided=(ROLLED, ROLLED), reply=0.3)


def loyal(life: Life) -> None:
    """Fond of us for years; some say so to others."""
    everyday(life, ((WINDOW, 0.78), (0, 0.86)), every=18, decided=(KEPT, GROWN, KEPT), reply=0.9)
    extra(life)
    who = life.people[0]
    life.entered("bonding", life.rng.randint(200, 800), "asked us into their planning")
    if life.rng.random() < 0.6:
        ago = life.rng.randint(230, 620)
        life.add(
            "advocacy",
            on=life.day(ago),
            kind=life.rng.choice(("reference", "testimonial", "review")),
            contact=who.email,
            asked_on=life.day(ago + 20),
            thanked_on=life.day(ago - 3),
            outcome="given",
            note="Half an hour on the phone with somebody who hesitated",
        )
    compares(life, "worse", "Was called by them, told them no before they had finished")


def rising(life: Life) -> None:
    """Began coolly, gets better with every month."""
    mood = ((WINDOW, 0.42), (400, 0.5), (180, 0.66), (0, 0.84))
    everyday(life, mood, every=19, decided=(ROLLED, KEPT))
    extra(life)


def souring(life: Life) -> None:
    """Was content; this half-year goes wrong bit by bit."""
    mood = ((WINDOW, 0.7), (260, 0.64), (120, 0.4), (0, 0.22))
    everyday(life, mood, every=20, decided=(KEPT, ROLLED), reply=0.55)
    if life.profile.seats > 40:
        gone = Decided("lost", 0, "price", life.words.deal(COMPETITORS), "Only this part")
        agreements.agreed(life, EXTRAS[2], -life.rng.randint(70, 130), (KEPT, gone))
    life.add(
        "competitors",
        on=life.day(life.rng.randint(9, 70)),
        competitor=life.words.deal(COMPETITORS),
        contact=life.people[0].email,
        product=WORKPLACE.title,
        stance="considering",
        note="Has a meeting with them",
    )


def bumpy(life: Life) -> None:
    """Good months and bad ones in turn."""
    high = life.rng.uniform(0.68, 0.78)
    low = life.rng.uniform(0.28, 0.4)
    turns = (high, low, high, low, high - 0.05)
    mood = tuple((WINDOW - n * 225, value) for n, value in enumerate(turns))
    everyday(life, mood, every=17, decided=(KEPT, REDUCED))
    extra(life)


def bargain(life: Life) -> None:
    """Only ever about the price; we call, they order."""
    mood = ((WINDOW, 0.52), (0, 0.54))
    everyday(life, mood, every=38, decided=(ROLLED, KEPT), reply=0.4, theirs=0.12)
    for ago in (510, 190):
        life.add(
            "competitors",
            on=life.day(ago + life.rng.randint(0, 80)),
            competitor=life.words.deal(COMPETITORS),
            contact=life.people[0].email,
            product=WORKPLACE.title,
            stance="cheaper",
            note="Showed us the offer, wants us to come near it",
        )


def compares(life: Life, stance: str, note: str) -> None:
    """Some hold another's offer against ours, and say how."""
    if life.rng.random() < 0.4:
        life.add(
            "competitors",
            on=life.day(life.rng.randint(20, 340)),
            competitor=life.words.deal(COMPETITORS),
            contact=life.people[0].email,
            product=WORKPLACE.title,
            stance=stance,
            note=note,
        )


def quiet(life: Life) -> None:
    """Talked with us every fortnight until some ten weeks ago."""
    last = life.rng.randint(62, 88)
    everyday(life, ((WINDOW, 0.62), (0, 0.55)), every=13, decided=(KEPT, ROLLED), last=last)
    life.talk("email", last - 40, life.says("Asked {contact} for a date, third time."))


def reduced(life: Life) -> None:
    """Halved the contract last year and is unsure about the rest."""
    mood = ((WINDOW, 0.6), (600, 0.34), (400, 0.4), (0, 0.52))
    fewer = Decided("reduced", 0.55, "closed a site", note="Kept the head office with us")
    everyday(life, mood, every=22, decided=(KEPT, fewer))


def lost_on_price(life: Life) -> None:
    """Left for a cheaper offer, with regret on both sides."""
    mood = ((WINDOW, 0.58), (0, 0.5))
    lost = Decided("lost", 0, "price", "Wolkenwerk 24", "A third cheaper; wished us well")
    everyday(life, mood, every=30, decided=(ROLLED, lost))
    life.entered("lost", -life.profile.ends_in, "contract ended")


def lost_on_quality(life: Life) -> None:
    """Left after a year of outages."""
    mood = ((WINDOW, 0.6), (480, 0.42), (200, 0.12), (0, 0.1))
    lost = Decided("lost", 0, "quality of service", "Helvetik Informatique", "Ten outages counted")
    everyday(life, mood, every=14, decided=(REDUCED, lost))
    life.entered("lost", -life.profile.ends_in, "contract ended")


def lost_to_a_merger(life: Life) -> None:
    """Content with us, but bought by a group that has its own people for this."""
    merged = Decided("no_longer_considered", 0, "bought by a group", note="Nothing we could do")
    everyday(life, ((WINDOW, 0.66), (0, 0.66)), every=24, decided=(KEPT, merged))
    life.entered("lost", -life.profile.ends_in, "contract ended")


def prospect(life: Life) -> None:
    """Not a customer yet: calls, a visit, a quote."""
    contacts.meet(life, 0.6, 2)
    first = life.rng.randint(40, 130)
    habits.talks(life, ((first, 0.6), (0, 0.66)), 11, first=first)
    life.entered("awareness", first + 20, "met at the trade fair")
    life.entered("consideration", first - 15, "asked for a quote")
    offers = ("Quote for {n} seats", "Reference visit at a neighbour", "Trial for {product}")
    life.promise(9, life.says(offers[life.profile.seats % 3]), due=-life.rng.randint(2, 9))
    habits.hopes(life, ((0, 0.5),))
