"""What holds of every section: nothing later is seen, its cost does not grow, its facts open.

All sections in one test each: what takes time is the book, not the question.
"""

from app.services.insights.sections import SECTIONS
from tests.firm import a_life, ago, more, worth


def asked(firm):
    return {name: firm.ask(section.insight) for name, section in SECTIONS.items()}


def test_every_section_has_something_to_say_and_every_figure_opens(few):
    for name, section in SECTIONS.items():
        found = few.ask(section.insight)
        assert found.n > 0, name
        assert found.finding, name
        assert found.method, name
        assert found.figures, name
        for figure in found.figures:
            facts = few.ask(section.facts, figure.id)
            assert facts.title, (name, figure.id)
            assert all(row.customer_id and row.customer for row in facts.rows), (name, figure.id)


def test_an_empty_book_has_no_finding(firm):
    for name, found in asked(firm).items():
        assert (found.n, found.finding) == (0, ""), name


def test_nothing_later_is_seen(few):
    """What happens or becomes known after a day does not change what is said of that day."""
    before = asked(few)
    few.add(*a_life(2, 1, 1, back=-430), *a_life(2, 1, 1, known=ago(-1)))
    few.stand(worth([2, 3]))
    for name, found in asked(few).items():
        assert found == before[name], name


def test_a_past_day_is_computed_from_what_was_known_then(few):
    """The roll-up is of today; for a day before it everything is worked out anew."""
    past = ago(95)
    for name, section in SECTIONS.items():
        assert few.ask(section.insight, on=past).as_of == past, name
    silence = few.ask(SECTIONS["silence"].insight, on=past)
    assert {row.customer: row.days for row in silence.customers} == {"Trade 0": 5, "Trade 1": 5}
    few.add(*a_life(2, 1, 1, back=95, known=ago(50)))
    assert few.ask(SECTIONS["silence"].insight, on=past) == silence


def test_the_number_of_queries_does_not_grow_with_the_customers(few):
    before = {name: few.queries(section.insight) for name, section in SECTIONS.items()}
    more(few, 12, few.colleague("Ben"), 1, segment="Health")
    for name, section in SECTIONS.items():
        assert few.queries(section.insight) == before[name] <= 14, name
