from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QRectF
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from app.services.errors import Cancelled, Conflict, Unavailable
from app.ui import formats
from app.ui.reports import paper
from app.ui.reports.blocks import Column, Picture, Report, Section, Table, Text, heading, title
from app.ui.reports.flow import Flow
from app.ui.reports.typesetting import Press

TODAY = date(2026, 5, 4)
HOSTILE = '<b>A & B</b><img src="http://example.invalid/x.png"><table>'
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def report(*blocks, landscape=False):
    return Report("Test", "Fjord & Föhn IT", TODAY, [Section(blocks, landscape)])


def table(rows, sums=()):
    heads = [Column("Customer", 20, look="strong"), Column("Value", 10, end=True)]
    return Table([*heads, Column("Why", 30)], rows, sums)


def test_the_heading_of_a_table_stands_on_every_page_and_every_row_on_one(printed):
    rows = [(f"Row {n}", f"€{n}", "one reason\nand another") for n in range(120)]
    done = printed(report(title("List"), table(rows)))
    assert len(done.pages) > 3
    for number, page in enumerate(done.pages, start=1):
        assert page.count("Customer") == 1
        assert f"Page {number} of {len(done.pages)}" in page
        assert "Fjord & Föhn IT · Monday, 4 May 2026" in page
        assert page.count("Row ") == page.count("one reason") == page.count("and another")
    assert done.text.count("Row ") == 120
    assert not done.pictures


def test_a_heading_stays_with_what_it_heads_wherever_the_page_ends(qapp):
    press = Press(QPdfWriter(QBuffer()))
    turned = set()
    for lines in range(1, 40):
        blocks = [Text("\n".join(["line"] * lines)), heading("Next"), table([("Row", "1", "why")])]
        flow = Flow(press, 100 * press.dots, 100 * press.dots, landscape=False)
        pages = flow.lay_out(Section(blocks), lambda: None)
        with_heading = [len(page.placed) for page in pages if page.placed[-1][1].head is not None]
        assert with_heading in ([4], [3])  # the heading, that of the table, the row; or all of it
        turned.add(len(pages))
    assert turned == {1, 2}


def test_a_picture_stays_with_its_caption_and_what_is_said_below_it(qapp):
    press = Press(QPdfWriter(QBuffer()))
    picture = Picture(lambda *_: None, 40, keep=True)
    turned = set()
    for lines in range(1, 40):
        blocks = [Text("\n".join(["line"] * lines)), heading("Next"), picture, Text("And 3 more.")]
        flow = Flow(press, 100 * press.dots, 100 * press.dots, landscape=False)
        pages = flow.lay_out(Section(blocks), lambda: None)
        assert pages[-1].placed[-2][1].what is picture
        assert len(pages[-1].placed) in (3, 4)  # the caption, the picture, the text; or all of it
        turned.add(len(pages))
    assert turned == {1, 2}


def test_a_row_that_no_page_has_room_for_goes_on_between_its_lines(printed):
    text = "\n".join(f"line {n} 😀 of many" for n in range(400))
    done = printed(report(table([("Before", "1", "x"), ("Tall", "2", text), ("After", "3", "y")])))
    assert all(page.count("Customer") == 1 for page in done.pages)
    for n in range(400):
        assert done.text.count(f"line {n} ") == 1
    assert done.text.index("line 399") < done.text.index("After")


def test_what_looks_like_html_is_printed_as_it_stands(printed):
    done = printed(report(title(HOSTILE), table([(HOSTILE, "1", HOSTILE)])))
    assert done.text.count("<b>A & B</b>") == 3
    assert not done.pictures


def test_long_and_foreign_names_are_all_there_and_can_be_searched_for(printed):
    rows = [(LONG, "1", "a"), ("מכללת רימון", "2", "b"), ("Ünïcode 😀 Køl", "3", "c")]
    done = printed(report(table(rows)))
    letters = "".join(done.text.split())
    assert LONG in letters
    assert set("מכללתרימון") <= set(letters)
    assert "Ünïcode" in done.text
    assert "Køl" in done.text


def test_the_right_paper_for_the_place(printed):
    try:
        formats.adopt("en_US")
        assert "letter" in printed(report(Text("x"))).info["Page size"]
        formats.adopt("de_DE")
        assert "A4" in printed(report(Text("x"), landscape=True)).info["Page size"]
    finally:
        formats.adopt("en_GB")


def test_it_names_itself(printed):
    info = printed(report(Text("x"))).info
    assert (info["Title"], info["Creator"]) == ("Test", "Rapport")


def test_a_picture_is_drawn_where_there_is_room_for_it(printed):
    areas = []
    picture = Picture(lambda _painter, area: areas.append(QRectF(area)), 80)
    filler = Text("\n".join(["line"] * 60))
    done = printed(report(filler, heading("Chart"), picture))
    assert "Chart" in done.pages[1]
    assert areas[0].height() == pytest.approx(80 * paper.DOTS / 25.4)


def test_progress_goes_up_to_its_total_and_cancel_leaves_nothing(printed, tmp_path):
    seen = []
    rows = [(str(n), "1", "x") for n in range(30)]
    printed(report(table(rows)), progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1][0] > 50

    def stop(done, _total):
        if done == 40:
            raise Cancelled

    path = tmp_path / "stopped.pdf"
    with pytest.raises(Cancelled):
        paper.save(report(table(rows)), path, progress=stop)
    assert not list(tmp_path.glob("*stopped*"))


def test_a_file_that_is_there_is_not_touched_and_nothing_is_drawn(tmp_path, qapp):
    path = tmp_path / "there.pdf"
    path.write_bytes(b"theirs")
    picture = Picture(lambda *_: pytest.fail("it was drawn"), 10)
    with pytest.raises(Conflict):
        paper.save(report(picture), path)
    with pytest.raises(Unavailable, match="is not there"):
        paper.save(report(picture), tmp_path / "gone" / "x.pdf")
    assert path.read_bytes() == b"theirs"


def test_a_printer_gets_the_same_pages(tmp_path, qapp):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    rows = [(f"Row {n}", "1", "why") for n in range(60)]
    assert paper.paint(report(table(rows), landscape=True), printer) == 2
