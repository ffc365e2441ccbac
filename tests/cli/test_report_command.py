import shutil
import subprocess

import pytest

from tests.conftest import TODAY

# the one application of all tests, which a command that draws finds and uses
pytestmark = pytest.mark.usefixtures("qapp")
SLOW = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")


def pages(path):
    return subprocess.run(
        ["pdftotext", path, "-"], capture_output=True, check=True, text=True
    ).stdout.split("\f")[:-1]


@SLOW
def test_the_review_has_a_page_for_every_customer_at_risk(rapport, tmp_path):
    out = tmp_path / "review.pdf"
    answer = rapport("report", "renewals", "--out", str(out))
    assert answer == {"file": str(out), "pages": len(pages(out))}
    at_risk = {row["customer"] for row in rapport("renewals") if row["risk"] >= 0.25}
    headed = [page.splitlines()[0] for page in pages(out)]
    assert at_risk <= set(headed)


@pytest.mark.parametrize(
    ("what", "name"), [("customer", "Ahlersbeck & Söhne"), ("vendor", "Tintenrabe")]
)
def test_a_report_about_one_of_them(rapport, tmp_path, what, name):
    out = tmp_path / "one.pdf"
    assert rapport("report", what, name, "--out", str(out))["pages"] >= 1
    assert out.read_bytes().startswith(b"%PDF")


def test_insights_stand_section_by_section(rapport, tmp_path):
    out = tmp_path / "insights.pdf"
    assert rapport("report", "insights", "--out", str(out))["pages"] > 1
    said = " ".join(" ".join(pages(out)).split())
    for name in ("NPS", "90 % range", "Rests on", "Competitors"):
        assert name in said


def test_a_file_that_is_there_is_left_alone(rapport, tmp_path):
    out = tmp_path / "mine.pdf"
    out.write_bytes(b"mine")
    assert "already a file" in rapport("report", "renewals", "--out", str(out), status=1)
    assert out.read_bytes() == b"mine"


def test_a_folder_that_is_gone_and_names_that_nobody_has_are_sentences(rapport, tmp_path):
    gone, out = str(tmp_path / "gone" / "x.pdf"), str(tmp_path / "x.pdf")
    assert "is not there" in rapport("report", "renewals", "--out", gone, status=1)
    assert "Tintenrabe" in rapport("report", "vendor", "Tintenrab", "--out", out, status=1)
    assert "nearest" in rapport("report", "customer", "Ahlersbek", "--out", out, status=1)
    assert list(tmp_path.glob("x.pdf")) == []


@pytest.mark.parametrize("words", [["vendor"], ["customer"], ["renewals", "Nordwind"], ["moods"]])
def test_wrong_usage_has_its_own_status(rapport, tmp_path, words):
    rapport("report", *words, "--out", str(tmp_path / "x.pdf"), status=2)


@SLOW
def test_a_day_in_the_past_sees_nothing_later(rapport, tmp_path):
    out = tmp_path / "past.pdf"
    rapport("report", "renewals", "--out", str(out), as_of=TODAY.replace(year=TODAY.year - 1))
    first = pages(out)[0]
    assert f"{TODAY.year - 1}." in first
