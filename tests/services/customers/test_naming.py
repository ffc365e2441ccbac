"""A name is found and taken out as people write it, and nothing else with it."""

import unicodedata

import pytest

from app.services.customers import naming
from app.services.customers.naming import Names


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("Jörg Müller", unicodedata.normalize("NFD", "Met Jörg Müller"), "Met …"),
        (unicodedata.normalize("NFD", "Jörg Müller"), "JÖRG MÜLLER called", "… called"),
        ("Ada Quelle-Zweig", "Ada  Quelle-Zweig and Ada\nQuelle\u2011Zweig", "… and …"),
        ("Anna Strauß", "MET ANNA STRAUSS, Anna Strauß", "MET …, …"),
        ("Anna Strauss", "Anna Strauß!", "…!"),
        ("Sean O'Brien", "for Sean O’Brien's team", "for …'s team"),
        ("Ada Quelle", "Ada Quelles wish, Ada Quellental", "…s wish, Ada Quellental"),
        ("ada@a.example", "To ADA@a.example.", "To …."),
        ("ada@a.example", "x.ada@a.example, ada@a.example.org", None),
        ("0431 55511", "0431/55511 or (0431) 555-11", "… or (…"),
        ("Meier", "Meier came, MEIER went", "… came, … went"),
        ("Meier", "Niedermeier at Meiers Hof", None),
        ("12345", "call 12345 of 991234567, 12 345 EUR", "call … of 991234567, 12 345 EUR"),
        ("Bo", "Bo came", None),
    ],
)
def test_a_name_is_taken_out_as_it_is_written(name, said, left):
    names = Names([name])
    assert names.stand_in(said) == (left is not None)
    assert names.without(said) == (left or said)


def test_the_longer_of_two_names_goes_first():
    assert Names(["Ada Quelle", "Ada Quelle-Zweig"]).without("Ada Quelle-Zweig") == "…"


def test_words_of_a_name_stand_alone_and_are_no_particles():
    assert naming.words_of("Ada von der Quelle") == ["Ada", "Quelle"]
    assert naming.words_of("ada quelle") == ["ada", "quelle"]
    names = Names((), naming.words_of("Ada von Quelle"))
    assert names.without("Ada von der Quellenstraße, quelle") == "… von der Quellenstraße, …"


def test_no_name_is_in_no_text():
    assert not Names(()).stand_in("anything")
    assert Names(()).without("") == ""
