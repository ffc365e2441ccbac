import pytest

from app.services.reports.masking import masked

NAMES = ["Marta Öhlund", "Nordwind Logistik GmbH", "Al"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Marta Öhlund said so", "… said so"),
        ("marta is cross", "… is cross"),
        ("Ask Öhlund, or ring +49 431 123 45-67", "Ask …, or ring …"),
        ("write to marta.oehlund@nordwind.example today", "write to … today"),
        ("At Nordwind Logistik GmbH the printer", "At … the printer"),
        ("Martas and Alsterufer stay", "Martas and Alsterufer stay"),
        ("Ticket 4711 of 12.03.2026", "Ticket 4711 of 12.03.2026"),
    ],
)
def test_names_addresses_and_numbers_are_hidden_and_nothing_else(text, left):
    assert masked(text, NAMES) == left


def test_a_name_of_signs_is_looked_for_as_it_is_written():
    assert masked("C++ & Co. (Kiel) is in", ["C++ & Co. (Kiel)"]) == "… is in"


def test_without_names_only_addresses_go():
    assert masked("Mail a@b.example", []) == "Mail …"
