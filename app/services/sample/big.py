"""A book as large as Rapport allows for, as streams of rows: for benchmarks, not for reading.

Nothing is kept in memory: a million facts are written and forgotten one by one. Notes are made of
compound words, some eighteen thousand different ones, so that a search index has work to do.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from app.services.sample.rows import Row

_YEARS = 5
_FIRST, _MIDDLE, _LAST, _PLAIN = (
    line.split()
    for line in (
        "Netz Server Druck Lager Mail Daten Funk Strom Kassen Archiv Schicht Tele Bild Kunden "
        "Hafen Werk Labor Haus Schul Steuer Pack Fracht Kühl Licht Zeit Raum Tor Kran Guss Glas",
        "wechsel prüf plan stör melde zugangs gruppen ketten rand kern spiegel wart bau lager "
        "takt schutz such fern sammel rechen lauf mess bestell grenz misch",
        "stelle liste karte runde stufe platte lösung frage stunde leitung ordnung meldung regel "
        "reihe schleife weiche klappe brücke kammer zone scheibe spur marke quelle tafel",
        "asked about wants the new and old for before after without again until sent needs",
    )
)
_KINDS = ("call", "email", "call", "meeting", "chat", "visit", "email", "review", "note")
_COLLEAGUES = tuple(f"Colleague {number:02d}" for number in range(1, 31))


class _Writer:
    """Writes one customer's facts; every choice comes from one seeded stream."""

    def __init__(self, number: int, days: list[str], seed: str) -> None:
        self.rng = Random(f"{seed}/{number}")  # noqa: S311 - a benchmark, not a secret
        self.number = number
        self.ref = f"B-{number:05d}"
        self.days = days

    def day(self) -> str:
        return self.days[int(self.rng.random() * len(self.days))]

    def words(self, count: int) -> str:
        pick = self.rng.random
        return " ".join(
            _PLAIN[int(pick() * len(_PLAIN))]
            if turn % 3
            else _FIRST[int(pick() * 30)] + _MIDDLE[int(pick() * 25)] + _LAST[int(pick() * 25)]
            for turn in range(count)
        )


def book(
    today: date, customers: int = 2000, facts: int = 500, seed: str = "big"
) -> dict[str, Iterator[Row]]:
    """Return streams of rows by kind, ``facts`` dated ones for each customer in all."""
    shares: dict[str, tuple[int, Callable[[_Writer, int], Row]]] = {
        "tickets": (facts * 24 // 100, _ticket),
        "responses": (facts * 12 // 100, _response),
        "promises": (facts * 4 // 100, _promise),
        "feedback": (facts * 2 // 100, _feedback),
    }
    talks = facts - sum(count for count, _make in shares.values())
    days = [(today - timedelta(ago)).isoformat() for ago in range(365 * _YEARS)]
    streams: dict[str, Iterator[Row]] = {
        "colleagues": ({"name": name, "role": "account manager"} for name in _COLLEAGUES),
        "customers": _stream(days, customers, 1, f"{seed}/c", _customer),
        "contacts": _stream(days, customers, 2, f"{seed}/p", _contact),
        "contracts": _stream(days, customers, 1, f"{seed}/k", _contract),
        "interactions": _stream(days, customers, talks, f"{seed}/i", _interaction),
    }
    for kind, (count, make) in shares.items():
        streams[kind] = _stream(days, customers, count, f"{seed}/{kind}", make)
    return streams


def _stream(
    days: list[str], customers: int, each: int, seed: str, make: Callable[[_Writer, int], Row]
) -> Iterator[Row]:
    for number in range(1, customers + 1):
        writer = _Writer(number, days, seed)
        for turn in range(1, each + 1):
            yield make(writer, turn)


def _address(writer: _Writer, turn: int) -> str:
    return f"contact{turn}@b{writer.number:05d}.example"


def _customer(writer: _Writer, _turn: int) -> Row:
    number = writer.number
    name = _FIRST[number % 30] + _MIDDLE[number // 30 % 25] + _LAST[number // 750 % 25]
    return {
        "name": f"{name} GmbH {number}",
        "external_id": writer.ref,
        "segment": f"Segment {number % 12 + 1}",
        "owner": _COLLEAGUES[number % len(_COLLEAGUES)],
        "stage": "leverage",
        "since": writer.days[-1],
        "seats": str(5 + number * 37 % 240),
        "country": "DE",
    }


def _contact(writer: _Writer, turn: int) -> Row:
    first, last = writer.words(1), writer.words(1)
    return {
        "customer": writer.ref,
        "name": f"{first} {last}",
        "external_id": f"{writer.ref}-P{turn}",
        "email": _address(writer, turn),
        "role": "decides" if turn == 1 else "uses",
    }


def _contract(writer: _Writer, turn: int) -> Row:
    return {
        "customer": writer.ref,
        "title": "Managed workplace",
        "external_id": f"{writer.ref}-K{turn}",
        "value": str(1200 + writer.rng.randrange(90) * 500),
        "currency": "EUR",
        "starts": writer.days[writer.rng.randrange(365)],
        "term_months": "12",
        "renews": "automatic",
        "notice_days": "60",
    }


def _interaction(writer: _Writer, turn: int) -> Row:
    draw = writer.rng.random()
    kind = _KINDS[int(draw * len(_KINDS))]
    return {
        "customer": writer.ref,
        "at": f"{writer.day()}T{8 + turn % 10:02d}:{turn % 60:02d}",
        "kind": kind,
        "external_id": f"{writer.ref}-I{turn}",
        "direction": "in" if turn % 2 else "out",
        "two_way": "no" if kind == "note" else "",
        "feeling": str(int(draw * 997) % 5 - 2) if turn % 4 else "",
        "contact": _address(writer, 1 + turn % 2),
        "colleague": _COLLEAGUES[turn % len(_COLLEAGUES)],
        "note": writer.words(14),
    }


def _ticket(writer: _Writer, turn: int) -> Row:
    day = writer.day()
    return {
        "customer": writer.ref,
        "external_id": f"{writer.ref}-T{turn}",
        "opened": f"{day}T08:{turn % 60:02d}",
        "title": writer.words(6),
        "closed": f"{day}T16:30",
        "priority": str(1 + turn % 4),
        "contact": _address(writer, 1 + turn % 2),
        "reopened": "1" if turn % 23 == 0 else "0",
        "sla_breached": "yes" if turn % 11 == 0 else "no",
        "status": "closed",
    }


def _response(writer: _Writer, turn: int) -> Row:
    question, top = ("nps", 10) if turn % 5 == 0 else ("csat", 5)
    day = writer.day()
    return {
        "customer": writer.ref,
        "at": f"{day}T12:{turn % 60:02d}",
        "question": question,
        "score": str(top - int(writer.rng.random() ** 2 * top)),
        "external_id": f"{writer.ref}-A{turn}",
        "scale": "0-10" if top == 10 else "1-5",
        "asked_on": day,
        "contact": _address(writer, 1 + turn % 2),
        "channel": "mail",
    }


def _promise(writer: _Writer, turn: int) -> Row:
    day = writer.day()
    return {
        "customer": writer.ref,
        "made_on": day,
        "text": writer.words(6),
        "external_id": f"{writer.ref}-Z{turn}",
        "due_on": day,
        "direction": "ours",
        "done_on": day if turn % 6 else "",
    }


def _feedback(writer: _Writer, turn: int) -> Row:
    return {
        "customer": writer.ref,
        "at": f"{writer.day()}T10:00",
        "text": writer.words(12),
        "external_id": f"{writer.ref}-F{turn}",
        "kind": ("complaint", "wish", "praise", "remark")[turn % 4],
        "source": "call",
    }
