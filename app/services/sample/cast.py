"""Who plays in the sample company: our own people, vendors, competitors and people's names."""

import unicodedata
from random import Random
from typing import NamedTuple

COLLEAGUES = (  # name, role; the first is the owner, the last has left
    ("Ingrid Föhn", "owner"),
    ("Ana Weber", "account manager"),
    ("Jonas Kjeldsen", "account manager"),
    ("Mirjam Oberholzer", "account manager"),
    ("Samir Haddad", "account manager"),
    ("Pekka Ranta", "technician"),
    ("Lena Stövesand", "technician"),
    ("Théo Marchetti", "technician"),
    ("Birgit Aalto", "service desk"),
    ("Emre Çelikkol", "service desk"),
    ("Nils Torgersen", "account manager"),
)
ACCOUNT_MANAGERS = tuple(name for name, role in COLLEAGUES[:-1] if role == "account manager")
DESK = tuple(name for name, role in COLLEAGUES if role in {"technician", "service desk"})

VENDORS = (  # name, kind, note
    (
        "Sturmvogel Security",
        "manufacturer",
        "Firewalls and mail protection; slow with replacements",
    ),
    ("Polarmurmel", "manufacturer", "Backup; their support answers within the hour"),
    ("Kolibrant", "manufacturer", "Telephony and meeting rooms"),
    ("Werkspind Cloud", "manufacturer", "Workplace suite and hosting"),
    ("Fjellstein Systems", "manufacturer", "Servers and storage"),
    ("Tintenrabe", "manufacturer", "Printers; quarterly talks about spare parts"),
    ("Sandgrund Distribution", "distributor", "Most of our hardware; terms renewed every spring"),
    ("Nordlager Handel", "distributor", "Second source, quick in the north"),
)

COMPETITORS = (
    "Bitkontor Nord",
    "Systemhaus Grauwolf",
    "Datasmia",
    "Helvetik Informatique",
    "Wolkenwerk 24",
    "Kabel & Klug",
)


class Product(NamedTuple):
    """What we sell; value per seat and year in whole units of the currency."""

    title: str
    vendor: str
    product: str
    per_seat: int
    notice_days: int


WORKPLACE = Product("Managed workplace", "Werkspind Cloud", "Workplace Suite", 420, 90)
EXTRAS = (
    Product("Backup and restore", "Polarmurmel", "Murmel Backup", 70, 30),
    Product("Firewall subscription", "Sturmvogel Security", "Petrel 200", 55, 60),
    Product("Telephony", "Kolibrant", "Kolibrant Voice", 110, 60),
    Product("Mail protection", "Sturmvogel Security", "Mailwehr", 38, 30),
    Product("Server hosting", "Fjellstein Systems", "Stein Host", 160, 90),
    Product("Print service", "Tintenrabe", "Rabe Flex", 45, 30),
)

FIRST = {
    "de": "Katrin Torsten Ulrike Henning Sabine Matthias Friederike Holger Anke Jürgen Nadja Götz "
    "Renate Tobias Wiebke Rüdiger Silke Florian Marlies Kai",
    "ch": "Reto Vreni Urs Regula Beat Corinne Lukas Flurina Ruedi Seraina",
    "fr": "Aurélie Benoît Mireille Loïc Solène Gaëtan Océane Étienne Maëlle Rémy",
    "it": "Fiorella Dario Ornella Sandro Giuditta Ivano",
    "sv": "Åsa Mattias Gunilla Håkan Ebba Torbjörn Linnéa Sixten Annika Rasmus",
    "da": "Mette Søren Kirsten Anders Birthe Mikkel Lærke Jeppe",
    "no": "Sigrid Øystein Ragnhild Eirik Solveig Håvard Marit Kåre",
    "fi": "Aino Jukka Päivi Timo Outi Väinö",
    "he": "נועם תמר איתי שירה",
    "ar": "ليلى كريم هدى يوسف",
}
LAST = {
    "de": "Brockhagen Sülzle Wendelstein Harmsdorf Oehlmann Kattwinkel Reinstorf Bäumler Thielecke "
    "Mönnich Grashoff Ziegenbalg Lüttjohann Faßbinder Eichenauer Stoppelkamp Vossgätter Pfannkuch",
    "ch": "Gantenbein Ruckstuhl Zurflüh Aeschlimann Bodenmann Schnyderli Caflisch Hürzeler",
    "fr": "Delacombe Perrochon Vaucheret Montbrial Saugier Lachenal Beauvert Quillet",
    "it": "Bernaschetti Zanolari Pedrazzoli Fumagalini Rezzonigo",
    "sv": "Ekstrand Sjöqvist Malmgren Hagelin Lindefors Österlund Bergklint Nordhage",
    "da": "Skovgård Thrane Mølbæk Høgsted Kjærbye Ravnholt Lindegaard",
    "no": "Haugseth Bråten Nygjerde Solvang Fjeldstad Myklestrand Tveitnes",
    "fi": "Koskelainen Rautavuori Lehtomaa Hämäläistö Saarikallio",
    "he": "ברקאי שלו אלמוג",
    "ar": "النجار الحلو العطار",
}
_LATIN = {
    "נועם": "noam",
    "תמר": "tamar",
    "איתי": "itai",
    "שירה": "shira",
    "ברקאי": "barkai",
    "שלו": "shalev",
    "אלמוג": "almog",
    "ليلى": "layla",
    "كريم": "karim",
    "هدى": "huda",
    "يوسف": "yousef",
    "النجار": "alnajjar",
    "الحلو": "alhelou",
    "العطار": "alattar",
}
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae", "ð": "d"}
)


def latin(text: str) -> str:
    """Write a name in the letters of an address: ``Søren Mølbæk`` becomes ``soeren.moelbaek``."""
    words = [_LATIN.get(word, word).lower().translate(_LETTERS) for word in text.split()]
    plain = unicodedata.normalize("NFKD", ".".join(words))
    return "".join(c for c in plain if c.isascii() and (c.isalnum() or c in ".-"))


def people(rng: Random, tongue: str, count: int) -> list[str]:
    """Invent that many people of that language, no two with the same first or last name."""
    firsts = rng.sample(FIRST[tongue].split(), count)
    lasts = rng.sample(LAST[tongue].split(), count)
    return [f"{first} {last}" for first, last in zip(firsts, lasts, strict=True)]
