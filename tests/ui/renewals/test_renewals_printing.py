from datetime import date

import pytest

from app.services.contracts import renewals
from app.services.errors import Unavailable
from app.ui.renewals import printing

TODAY = date(2026, 5, 4)


@pytest.fixture
def view(renewals_book):
    with renewals_book.read() as session:
        return renewals.overview(session, TODAY)


def test_the_list_becomes_a_pdf_of_one_page(view, tmp_path, qapp):
    path = tmp_path / "renewals.pdf"
    assert printing.print_renewals(view.rows, path, view, "Fjord & Föhn IT") == 1
    assert path.read_bytes().startswith(b"%PDF")


def test_a_long_list_repeats_its_header_on_every_page(view, tmp_path, qapp):
    path = tmp_path / "long.pdf"
    assert printing.print_renewals(view.rows * 40, path, view) > 3
    assert "<thead>" in printing._table(view.rows, TODAY)


def test_paper_says_how_sure_it_is_and_of_which_day(view, qapp):
    words = printing.document(view.rows, view, "Fjord & Föhn IT").toPlainText()
    for said in (
        "Renewals – Fjord & Föhn IT",
        "As of Monday, 4 May 2026.",
        "mostly a prior, not yet your own experience",
        "EUR: 3 to be decided, €21,000 a year",
        "27 days to say no",
        "about 1 in 3 (",
        "Ana Weber",
    ):
        assert said in words


def test_names_cannot_break_the_page(view, qapp):
    from dataclasses import replace

    row = replace(view.rows[0], customer="<b>A & B</b>")
    assert "<b>A & B</b>" in printing.document([row], view).toPlainText()


def test_a_place_that_cannot_be_written_is_said(view, tmp_path, qapp):
    with pytest.raises(Unavailable, match="Choose another place"):
        printing.print_renewals(view.rows, tmp_path / "gone" / "x.pdf", view)


def test_no_row_goes_on_over_the_page():
    rows = [30.0, 30.0, 50.0, 90.0, 20.0]
    shares = printing.pages_of((40.0, 10.0, rows), 130.0)
    assert shares == [(0, 2), (2, 3), (3, 5)]


def test_a_row_higher_than_a_page_has_one_for_itself():
    assert printing.pages_of((0.0, 5.0, [10.0, 300.0, 10.0]), 100.0) == [(0, 1), (1, 2), (2, 3)]


def test_the_heights_of_rows_come_to_that_of_the_list(view, qapp):
    whole = printing.document(view.rows * 5, view)
    whole.setTextWidth(900)
    above, heading, rows = printing.row_heights(whole)
    assert len(rows) == 5 * len(view.rows)
    assert min(heading, *rows) > 5
    assert above + heading + sum(rows) == pytest.approx(whole.size().height(), rel=0.02)
