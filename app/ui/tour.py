"""The main job without a screen: walk through the pages, save pictures and the renewals report."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.language import _
from app.services.book.paths import Profile
from app.services.contracts import renewals
from app.services.contracts.renewal_rows import RenewalRow
from app.services.reports import renewal_review
from app.ui import formats
from app.ui.reports import paper
from app.ui.reports import renewal_review as review_page
from app.ui.stage import SIZES, Stage, save_picture

PAGES = ("today", "customers", "renewals", "feedback", "insights", "vendors", "settings")
WITHIN = 90  # days
SHOWN = 10


def tour(qt: QApplication, profile: Profile, folder: Path, today: date) -> int:
    """Show the sample company page by page; print where the pictures are and what is at risk."""
    stage = Stage(qt, profile, today)
    stage.open(sample=True)
    stage.resize(SIZES["large"])
    saved = []
    for number, page in enumerate(PAGES, start=1):
        stage.page(page)
        saved.append(save_picture(stage.window, folder / f"{number}-{page}.png"))
    view = stage.read(renewals.overview, today, WITHIN)
    for row in view.rows[:1]:
        stage.page("customer", row.customer_id)
        saved.append(save_picture(stage.window, folder / f"{len(PAGES) + 1}-customer.png"))
    report = folder / "renewals.pdf"
    review = stage.read(renewal_review.review, today)
    pages = paper.save(review_page.report(review), report, over=True)
    stage.close()
    _tell([*saved, report], pages, view.rows)
    return 0


def _tell(saved: list[Path], pages: int, rows: tuple[RenewalRow, ...]) -> None:
    out = [_("Saved {n} pictures and a report of {pages} pages:")]
    out[0] = out[0].format(n=len(saved) - 1, pages=pages)
    out += [f"  {path}" for path in saved]
    out.append(_("Renewals to decide within {n} days, the worst value at risk first:"))
    out[-1] = out[-1].format(n=WITHIN)
    for row in rows[:SHOWN]:
        worth = formats.money(row.value_at_risk, row.currency, whole=True)
        out.append(f"  {row.customer}: {worth} · {row.chance()} · {formats.day(row.notice_by)}")
    print("\n".join(out))  # noqa: T201 – what it is for
