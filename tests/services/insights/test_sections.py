"""What holds of every section: nothing later is seen, its cost does not grow, its facts open."""

from dataclasses import replace

import pytest

from app.services.insights.sections import SECTIONS
from tests.firm import TODAY, a_life, ago, more, worth


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_has_something_to_say_and_every_figure_opens(few, name):
    section = SECTIONS[name]
    found = few.ask(section.insight)
    assert found.n > 0
    assert found.finding
    assert found.figures
    for figure in found.figures:
        facts = few.ask(section.facts, figure.id)
        assert facts.title
        assert all(row.customer_id and row.customer for row in facts.rows)


@pytest.mark.parametrize("name", SECTIONS)
def test_an_empty_book_has_no_finding(firm, name):
    found = firm.ask(SECTIONS[name].insight)
    assert (found.n, found.finding) == (0, "")


@pytest.mark.parametrize("name", SECTIONS)
def test_nothing_later_is_seen(few, name):
    """What happens or becomes known after a day does not change what is said of that day."""
    before = few.ask(SECTIONS[name].insight)
    few.add(*a_life(2, 1, 1, back=-430), *a_life(2, 1, 1, known=ago(-1)))
    few.stand(worth([2, 3]))
    assert few.ask(SECTIONS[name].insight) == replace(before, as_of=TODAY)


@pytest.mark.parametrize("name", SECTIONS)
def test_the_number_of_queries_does_not_grow_with_the_customers(few, name):
    section = SECTIONS[name]
    before = few.queries(section.insight)
    more(few, 12, few.colleague("Ben"), 1, segment="Health")
    assert few.queries(section.insight) == before <= 14
