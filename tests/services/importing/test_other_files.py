"""Address books, calendars and mail are told so: hand-made ones, and real ones where they are."""

import pytest

from app.services.errors import AppError
from app.services.importing import reading

MADE = {
    "card.vcf": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nEND:VCARD\r\n",
    "marked.vcf": "\ufeffbegin:vcard\nFN:Anna\nEND:VCARD\n",
    "day.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    "letter.eml": "From: a@example.org\r\nTo: b@example.org\r\nSubject: Hello\r\n\r\nHi, you\r\n",
    "folded.eml": "Received: from x\n\tby y;\n with z\nX-Odd:\nSubject: a,b\n\nHi\n",
    "box.txt": "From a@example.org Mon Jan  1\nDate: x\nSubject: y\nTo: z\n\nHi\n",
    "letter.html": '<!DOCTYPE html><img src="http://example.org/x.png"><p>Hello, you',
    "bare.html": "  <div>a,b</div>\n",
    "table.xml": '<?xml version="1.0"?><Workbook/>',
    "deep.html": "<div>" * 100_000,
    "deep.ics": "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 10_000,
}


@pytest.mark.parametrize("name", MADE)
def test_what_is_no_table_is_told_with_what_can_be_taken(file, name):
    path = file(name, MADE[name])
    sentence = f"^{name} is an? .*cannot be imported yet: tables can, as CSV"
    with pytest.raises(AppError, match=sentence), reading.opened(path):
        pytest.fail("it was taken for a table")


@pytest.mark.parametrize(
    "text",
    [
        "From,To,Subject\na,b,c\n",
        "Subject: what,From:,Date:\nx,y,z\n",
        "name;note\nAnna;BEGIN:VCARD\n",
        "<name>,city\nAnna,Oslo\n",
        "Begin,End\n1,2\n",
    ],
)
def test_a_table_about_such_things_is_a_table(file, text):
    with reading.opened(file("t.csv", text)) as [table]:
        assert len(list(table.rows)) == 1


def test_real_ones_are_told_so_too(shared_data):
    real = [
        path
        for folder in ("import/vobject_python", "import/ics_icalendar", "mail")
        for path in sorted((shared_data / folder).rglob("*"))
        if path.suffix in {".vcf", ".ics", ".eml"}
    ]
    assert len(real) > 50
    for path in real:
        with pytest.raises(AppError), reading.opened(path) as [table]:
            pytest.fail(f"{path.name} was taken for a table: {table.header[:3]}")
