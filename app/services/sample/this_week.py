"""What waits on Today when the sample is opened: every section of the page has something."""

from collections.abc import Callable

from app.services.sample import agreements
from app.services.sample.agreements import KEPT
from app.services.sample.cast import EXTRAS
from app.services.sample.life import Life
from app.services.sample.voices import Voice

_BLAME = Voice("complaint", "Third time this month that the loading bay is offline.", "", "")
_NOTICE = Voice(
    "wish",
    "Tell us before you restart the server, not after.",
    "Restarts announced by mail",
    "",
    "Server hosting",
)
_LABELS = Voice(
    "complaint",
    "Labels come out sideways since the update.",
    "Went back to the old driver",
    "",
    "Print service",
)


def nordwindt(life: Life) -> None:
    """A promise for today, one that is late already, and an angry smiley from this morning."""
    life.promise(6, "Send the firewall quote with both options", due=0)
    life.promise(15, "Second access point for the loading bay", due=3)
    ref = life.ticket(4, "Loading bay offline, third time", days=2, priority=2, breached=True)
    life.answer("csat", 0, 1, "Third time this month.", asked=1, ticket=ref)
    life.feedback(1, _BLAME)


def ahlersbeck(life: Life) -> None:
    """We changed something and have not told them yet."""
    life.feedback(44, _LABELS, 9)
    life.answer("csat", 1, 2, "Fixed on your side, you say. Nobody told us.", asked=2)


def klinik(life: Life) -> None:
    """A loop told but not confirmed, a promise for tomorrow."""
    life.feedback(38, _NOTICE, 20, 6)
    agreements.agreed(life, EXTRAS[3], 27, (KEPT, KEPT), renews="expires")
    life.promise(8, "Plan for the weekend switch-over, in writing", due=-1)


def sjoeboden(life: Life) -> None:
    """A promise moved once, due at the end of the week."""
    agreements.agreed(life, EXTRAS[1], 16, (KEPT,), renews="expires")
    life.promise(19, "Loan scanner for the cold store", due=-3, moved=4)
    life.talk("call", 2, "Cold store at minus 24 and the scanner too. Gets a loan one.", feeling=0)


def silfverklang(life: Life) -> None:
    """High and steady, answered ten, and was never asked for anything."""
    life.answer("nps", 2, 10, "I would sign again without reading.", asked=5)
    life.promise(4, "Price for six more seats", due=0)


def thorbruegge(life: Life) -> None:
    """Was asked for a reference and has not been thanked yet."""
    life.add(
        "advocacy",
        on=life.day(11),
        kind="reference",
        contact=life.people[0].email,
        asked_on=life.day(30),
        outcome="given",
        note="Took the call of the notary in Bern",
    )


def karhunkoski(life: Life) -> None:
    """An open goal with a date, and an answer of this week."""
    life.answer("nps", 3, 8, "Good. Could be one day faster.", asked=6)
    life.promise(12, "Visit the new hall and measure the Wi-Fi", due=-5)


THIS_WEEK: dict[str, Callable[[Life], None]] = {
    "Nordwindt Spedition GmbH": nordwindt,
    "Ahlersbeck & Söhne": ahlersbeck,
    "Klinik Rosenhügel gGmbH": klinik,
    "Sjöbodens Fiskexport AB": sjoeboden,
    "Advokatbyrån Silfverklang": silfverklang,
    "Kanzlei Thorbrügge Partner mbB": thorbruegge,
    "Karhunkoski Konepaja Oy": karhunkoski,
}
