"""The command that prints: reports as PDF, drawn without a screen."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.answering import Asked
from app.language import _
from app.services.contracts import renewals
from app.services.customers import who
from app.services.reports import insights, renewal_review, review_pack, saving, vendor_voice

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.ui.reports.blocks import Report

NAMED = ("customer", "vendor")  # what is about one of them
HAS_WINDOWS = ("win32", "darwin")  # whose fonts come with their screen


@click.command()
@click.argument("what", type=click.Choice(["renewals", "customer", "vendor", "insights"]))
@click.argument("name", required=False)
@click.option("--out", type=click.Path(path_type=Path), required=True, help=_("The PDF to write."))
@click.pass_obj
def report(asked: Asked, what: str, name: str | None, out: Path) -> None:
    """Save a report as a PDF, never over a file that is there."""
    if (what in NAMED) != bool(name):
        needed = _("Say whose: report {what} NAME --out FILE.")
        unneeded = _("A report of {what} is about all of them and takes no name.")
        raise click.UsageError((needed if what in NAMED else unneeded).format(what=what))
    saving.must_be_free(out, over=False)
    with asked.opened() as book, book.database.read() as session:
        found = _found(session, what, name or "", asked.today(session))
    pages = _save(what, found, out)
    words = _("Saved {path}, pages: {pages}.").format(path=out, pages=pages)
    asked.answer({"file": out, "pages": pages}, words)


COMMANDS = (report,)


def _found(session: "Session", what: str, name: str, today: date) -> Any:
    """Return what a report says."""
    if what == "renewals":
        levels = renewals.levels_on(session, today)
        return renewal_review.review(session, today, levels=levels)
    if what == "customer":
        customer = who.customer(session, None, name, today)
        return review_pack.pack(session, customer.id, today)
    if what == "insights":
        return insights.insights(session, today)
    return vendor_voice.voice(session, vendor_voice.find(session, name), today)


def _save(what: str, found: Any, out: Path) -> int:
    if sys.platform not in HAS_WINDOWS:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from app.ui import formats
    from app.ui.reports import paper

    drawing = QGuiApplication.instance() or QGuiApplication(["rapport"])
    formats.adopt()
    pages = paper.save(_laid_out(what, found), out)
    del drawing
    return pages


def _laid_out(what: str, found: Any) -> "Report":
    from app.ui.reports import insights as pages
    from app.ui.reports import renewal_review as review
    from app.ui.reports import review_pack as pack
    from app.ui.reports import vendor_voice as voice

    lay_out = {
        "renewals": review.report,
        "customer": pack.report,
        "vendor": voice.report,
        "insights": pages.report,
    }
    return lay_out[what](found)
