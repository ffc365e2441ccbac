"""Insights on paper: the charts of the page, with their words as text, on any thread."""

import re
from dataclasses import replace
from threading import Thread

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import update

from app.models import Colleague, Competitor, Customer, Promise, Renewal
from app.services.reports import insights
from app.ui.insights.sections import sections
from app.ui.reports import insights as insights_page
from app.ui.reports import paper
from app.ui.reports.blocks import Picture, Text
from tests import firm as firms
from tests.firm import Firm, ago

LONG = "Landwirtschaftliche Erzeugergenossenschaft Südheide eG & Co. KG"
DOLLARS = "$\\frac{1}{0}$ \\$ und $x^2$"
REVERSED = "\u202eHbmG gnagnE\u202c <b>Nord</b>"


@pytest.fixture
def firm(database):
    """Eight customers with a life, one of which left, and more colleagues than a chart takes."""
    made = firms.settle(Firm(database), 8)
    team = made.add(*(Colleague(name=f"Zoe {n}") for n in range(10)))
    due = {"made_on": ago(50), "due_on": ago(40), "done_on": ago(45), "text": "Quote"}
    made.add(*(Promise(customer_id=2, colleague_id=one, **due) for one in team))
    with database.write() as session:
        session.execute(update(Renewal).where(Renewal.customer_id == 2).values(outcome="lost"))
    return made


def found(firm):
    return firm.ask(insights.insights)


def drawings(told):
    """Return the chart of each section that the page shows one of."""
    return {
        spec.id: spec.drawing(told.found[spec.id])
        for spec in sections()
        if spec.drawing is not None and told.found[spec.id].n
    }


def blocks(told):
    (section,) = insights_page.report(told).sections
    return section.blocks


def pictures(told):
    """Return the captions of all charts on paper, and what stands below each."""
    laid = blocks(told)
    at = [number for number, block in enumerate(laid) if isinstance(block, Picture)]
    return {laid[number - 1]: laid[number + 1] for number in at}


def test_every_chart_of_the_page_stands_on_paper_under_its_title(firm):
    told = found(firm)
    with_chart = {spec.id for spec in sections() if spec.drawing is not None}
    assert len(with_chart) == 13
    assert set(drawings(told)) == with_chart
    titles = [one.title for one in drawings(told).values()]
    assert [caption.text for caption in pictures(told)] == titles
    assert all(caption.keep for caption in pictures(told))


def test_a_chart_stands_under_the_finding_and_above_the_tables(firm):
    told = found(firm)
    laid, charts = blocks(told), drawings(told)
    for spec in sections():
        begin = laid.index(Text(spec.title, "heading", keep=True))
        assert laid[begin + 1].text == told.found[spec.id].finding
        kinds = [type(block).__name__ for block in laid[begin + 2 : begin + 4]]
        assert (kinds == ["Text", "Picture"]) is (spec.id in charts), spec.id


def test_what_has_no_room_in_a_chart_is_counted_below_it(firm):
    below = {caption.text: block for caption, block in pictures(found(firm)).items()}
    assert below["Promises kept in time, by colleague"] == Text("And 4 more.", "muted")
    assert below["Two-way talks of 90 days, by colleague"] == Text("And 2 more.", "muted")
    assert not isinstance(below["Customers by character"], Text)


def test_the_words_of_a_chart_are_text_that_can_be_searched_for(firm, printed):
    told = found(firm)
    done = printed(insights_page.report(told))
    words = [
        "usual gap, days", "quiet for, days", "signature", "as usual",
        "oldest 6 weeks", "to 3 months", "Last year's ranking", "the riskiest fifth", "owns 8",
    ]  # fmt: skip
    for said in [*words, *(one.title for one in drawings(told).values())]:
        assert said in done.text, said
    assert not done.pictures


def test_the_quiet_are_named_beside_their_points_in_letters(firm, printed):
    with firm.database.write() as session:
        session.execute(update(Customer).where(Customer.id == 9).values(name="Nordwind"))
    report = insights_page.report(found(firm))
    (section,) = report.sections
    rest = [block for block in section.blocks if not isinstance(block, Picture)]
    without = replace(report, sections=[replace(section, blocks=rest)])
    assert printed(report).text.count("Nordwind") == printed(without).text.count("Nordwind") + 1


def test_names_are_printed_as_they_stand_and_cut_where_they_have_no_room(firm, printed):
    renamed = ((Colleague, 2, LONG), (Colleague, 3, DOLLARS), (Competitor, 1, REVERSED))
    with firm.database.write() as session:
        for model, number, name in renamed:
            session.execute(update(model).where(model.id == number).values(name=name))
    text = printed(insights_page.report(found(firm))).text
    assert len(re.findall(r"Landwirtschaftliche Erz\w+…", text)) == 2
    assert text.count(DOLLARS) >= 4  # in two charts and two tables
    assert text.count("<b>Nord</b>") >= 2


def test_a_section_that_knows_nothing_has_no_chart(database, firm):
    empty = replace(found(firm), found={spec.id: Nothing() for spec in sections()})
    assert not pictures(empty)


class Nothing:
    """What a section says of an empty book."""

    n = 0


def test_it_is_drawn_on_a_worker_without_a_widget(firm):
    told, done = found(firm), []
    before = set(map(id, QApplication.allWidgets()))
    worker = Thread(target=lambda: done.append(paper.pdf(insights_page.report(told))))
    worker.start()
    worker.join()
    ((data, pages),) = done
    assert data.startswith(b"%PDF")
    assert pages > 8
    assert set(map(id, QApplication.allWidgets())) <= before
