from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.kinds import Stance
from app.services.customers import mentions, note_lines
from app.services.customers.mentions import Person
from app.services.customers.note_lines import PromiseLine, RivalLine

NOW = datetime(2026, 5, 4, 10, 12, tzinfo=UTC)  # a Monday
MARTA = Person(1, "Marta Köhler")
BEN = Person(2, "Ben Ahlers")
OTHER_BEN = Person(3, "Ben Lindqvist")
PEOPLE = [MARTA, BEN, OTHER_BEN]
FRIDAY = date(2026, 5, 8)


def understood(note):
    return note_lines.understand(note, PEOPLE, NOW)


@pytest.mark.parametrize(
    ("line", "text", "due"),
    [
        ("! send quote by Friday", "send quote", FRIDAY),
        ("!send quote by Friday.", "send quote", FRIDAY),
        ("  ! Angebot schicken bis Freitag", "Angebot schicken", FRIDAY),
        ("! call back tomorrow", "call back", date(2026, 5, 5)),
        ("! new firewall, end of month", "new firewall", date(2026, 5, 31)),
        ("! report in 2 weeks", "report", date(2026, 5, 18)),
        ("! Bericht am 12.5.", "Bericht", date(2026, 5, 12)),
        ("! stop by on site by the sea", "stop by on site by the sea", None),
        ("! send quote", "send quote", None),
        ("! call at 15:00", "call at 15:00", date(2026, 5, 4)),
        ("! do it so", "do it so", None),
        ("! Angebot bis Mo", "Angebot", date(2026, 5, 11)),
        ("! Friday", "Friday", None),
        ("! deliver on 31.02.2026", "deliver on 31.02.2026", None),
        ("! upgrade firmware to 11.4", "upgrade firmware to 11.4", None),
        ("! install v 3.12", "install v 3.12", None),
        ("! stay at 11.4!", "stay at 11.4!", None),
        ("! offer support 24/7", "offer support 24/7", None),
        ("! Preis senken um 10", "Preis senken um 10", None),
        ("! Bericht 12.5.", "Bericht", date(2026, 5, 12)),
        ("! Bericht 12.5.2026", "Bericht", date(2026, 5, 12)),
        ("! send quote 2026-05-12", "send quote", date(2026, 5, 12)),
        ("! send quote by 12/5", "send quote", date(2026, 5, 12)),
        ("! Treffen Freitag um 9", "Treffen Freitag um 9", FRIDAY),
    ],
)
def test_a_line_beginning_with_an_exclamation_mark_is_a_promise(line, text, due):
    assert understood(line).promises == (PromiseLine(text, due),)


def test_a_day_with_a_slash_is_read_as_the_system_writes_it():
    (promise,) = note_lines.understand("! send quote by 5/6", [], NOW, month_first=True).promises
    assert promise.due_on == date(2026, 5, 6)
    assert understood("! send quote by 5/6").promises[0].due_on == date(2026, 6, 5)


def test_a_line_beginning_with_a_question_mark_is_an_expectation():
    found = understood("Talked.\n? one contact person\n?hotline on Saturdays\nreally?")
    assert found.expectations == ("one contact person", "hotline on Saturdays")


@pytest.mark.parametrize(
    ("line", "rival"),
    [
        ("vs Contoso: cheaper, firewall", RivalLine("Contoso", "cheaper", "firewall")),
        ("VS. Contoso", RivalLine("Contoso")),
        ("vs Contoso cheaper", RivalLine("Contoso", "cheaper")),
        ("vs Blue Ridge IT: besser", RivalLine("Blue Ridge IT", "better")),
        (
            "vs Contoso: backup, they had a demo in their office",
            RivalLine("Contoso", "", "backup", "they had a demo in their office"),
        ),
    ],
)
def test_a_line_beginning_with_vs_is_a_competitor(line, rival):
    assert understood(line).rivals == (rival,)


def test_a_competitor_needs_a_name():
    assert not understood("vs :")


def test_every_stance_is_one_that_can_be_stored():
    assert set(note_lines.STANCES.values()) == {stance.value for stance in Stance}


def test_a_plain_note_says_nothing_more():
    assert not understood(
        "We talked about vs code and 5 ! 3 = 120?\nmail to marta@nordwind.example"
    )


@pytest.mark.parametrize(
    "said", ["@Marta", "@marta köhler", "@Kohler", "(@Marta)", "@MARTA.KÖHLER", '@"Marta Köhler"']
)
def test_a_name_after_the_sign_links_the_contact(said):
    (mention,) = understood(f"Met {said}, nice.").mentions
    assert (mention.person, mention.near) == (MARTA, False)


def test_a_slip_in_the_name_is_forgiven_and_told():
    (mention,) = understood("Met @Matra today").mentions
    assert (mention.person, mention.near) == (MARTA, True)


def test_a_name_of_two_people_is_left_to_be_chosen():
    (mention,) = understood("@Ben called").mentions
    assert mention.person is None
    assert mention.choices == (BEN, OTHER_BEN)


def test_a_surname_tells_two_of_one_name_apart():
    assert understood("@Ben Lindqvist called").mentions[0].person == OTHER_BEN


def test_a_name_that_nobody_has_is_told():
    (mention,) = understood("@Xaver called").mentions
    assert (mention.said, mention.person, mention.choices) == ("Xaver", None, ())


def test_somebody_named_twice_is_linked_once():
    assert len(understood("@Marta and @Marta Köhler").mentions) == 1


def test_the_nearest_contact_can_be_asked_for():
    assert mentions.nearest("Mata Kohler", PEOPLE) == MARTA
    assert mentions.nearest("Quentin", PEOPLE) is None


@given(st.text(alphabet=st.sampled_from("@!?vs :,.\nMartaBenby Friday123"), max_size=120))
def test_any_note_is_read_without_trouble(note):
    found = understood(note)
    assert all(line.text for line in found.promises)
    assert all(line.name for line in found.rivals)


def test_a_note_of_a_megabyte_is_read_quickly_enough_to_type_on():
    note = "a long line of ordinary words by nobody in particular\n" * 20_000
    assert not understood(note)
