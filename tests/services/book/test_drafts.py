from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from app.services.book.drafts import Clash, merge


@dataclass(frozen=True)
class Card:
    name: str = ""
    city: str = ""
    version: int = 1


BASE = Card("Nordwind", "Kiel")


def test_each_side_keeps_what_only_it_changed():
    merged = merge(BASE, replace(BASE, name="Südwind"), replace(BASE, city="Husum", version=2))
    assert merged.draft == Card("Südwind", "Husum", 2)
    assert (merged.taken, merged.clashes) == (("city", "version"), ())


def test_a_field_that_both_changed_is_a_clash_unless_they_agree():
    merged = merge(BASE, replace(BASE, city="Bonn"), replace(BASE, city="Husum", version=2))
    assert merged.clashes == (Clash("city", "Bonn", "Husum"),)
    assert merged.draft.city == "Bonn"
    assert merge(BASE, replace(BASE, city="Bonn"), replace(BASE, city="Bonn")).clashes == ()


cards = st.builds(Card, st.sampled_from("abc"), st.sampled_from("abc"), st.just(1))


@given(cards, cards, cards)
def test_nothing_that_i_wrote_and_nothing_of_theirs_is_lost_silently(base, mine, theirs):
    merged = merge(base, mine, theirs)
    clashing = {clash.field for clash in merged.clashes}
    for name in ("name", "city"):
        before, my, their = (getattr(one, name) for one in (base, mine, theirs))
        assert getattr(merged.draft, name) == (my if my != before else their)
        assert (name in clashing) == (len({before, my, their}) == 3)
