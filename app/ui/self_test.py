"""Opens every page offscreen, logs, draws, prints, backs up and restores, and says how it went."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.models.kinds import InteractionKind
from app.services.book import backup
from app.services.book.paths import Profile
from app.services.customers import customers, interactions, search, trajectories
from app.services.customers.interactions import LogDraft
from app.services.reports import renewal_review, review_pack
from app.ui.reports import paper
from app.ui.reports import renewal_review as review_page
from app.ui.reports import review_pack as pack_page
from app.ui.stage import Stage, save_picture
from app.ui.tour import PAGES

FEWEST_COLOURS = 12  # a page with fewer was not drawn


def self_test(qt: QApplication, profile: Profile) -> int:
    """Run every step on a scratch sample book; print one JSON document; return the exit status."""
    test = _Test(Stage(qt, profile, datetime.now(UTC).date()), profile.cache)
    for step in test.steps():
        test.run(step)
    test.stage.close()
    good = all(done["ok"] for done in test.done)
    print(json.dumps({"ok": good, "steps": test.done}))  # noqa: T201 – what it is for
    return 0 if good else 1


class _Test:
    """The steps, one after the other, on one book."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage, self._folder = stage, folder
        self.done: list[dict[str, Any]] = []
        self._customer = 0

    def steps(self) -> list[tuple[str, Callable[[], object]]]:
        """Return the steps with their names."""
        pages = [(f"page {page}", lambda page=page: self._page(page)) for page in PAGES]
        return [
            ("open the sample", self._open),
            *pages,
            ("log", self._log),
            ("find", self._find),
            ("draw a trajectory", self._draw),
            ("print reports", self._print),
            ("back up and restore", self._back_up),
        ]

    def run(self, step: tuple[str, Callable[[], object]]) -> None:
        """Do one step and note whether it worked; an error is the answer, not a crash."""
        name, do = step
        try:
            do()
        except Exception as error:
            self.done.append({"step": name, "ok": False, "error": f"{type(error).__name__}"})
        else:
            self.done.append({"step": name, "ok": True})

    def _open(self) -> None:
        self.stage.open(sample=True)
        rows = self.stage.read(customers.overview)
        self._customer = rows[0].id

    def _page(self, page: str) -> None:
        self.stage.page(page)
        self._drawn(f"{page}.png")

    def _log(self) -> None:
        draft = LogDraft(
            self._customer, kind=InteractionKind.CALL, note="! send the plan by Friday"
        )
        logged: list[Any] = []
        now = datetime.now(UTC)
        self.stage.program.tasks.write(interactions.log, draft, now, done=logged.append)
        self.stage.settle()
        _must(len(logged) == 1 and len(logged[0].promises) == 1, "the promise was not understood")

    def _find(self) -> None:
        found = self.stage.read(search.search, "plan")
        _must(bool(found.found), "what was logged is not found")

    def _draw(self) -> None:
        view = self.stage.read(trajectories.trajectory, self._customer, self.stage.today)
        total = view.baseline + sum(one.points for one in view.effects) + view.silence
        _must(abs(total - view.level) < 1e-6, "the reasons do not add up")
        self.stage.page("customer", self._customer)
        self._drawn("customer.png")

    def _print(self) -> None:
        review = self.stage.read(renewal_review.review, self.stage.today)
        _must(bool(review.pages), "no customer is at risk")
        pack = self.stage.read(review_pack.pack, self._customer, self.stage.today)
        for number, report in enumerate((review_page.report(review), pack_page.report(pack))):
            path = self._folder / f"{number}.pdf"
            _must(paper.save(report, path) > 0, "no page was printed")
            _must(path.read_bytes().startswith(b"%PDF"), "the report is no PDF")

    def _back_up(self) -> None:
        copy = self._folder / "copy.rapport"
        made = backup.back_up(self.stage.program.database(), copy)
        restored = backup.restore(copy, self._folder / "restored.rapport", None)
        _must(made.records == restored.records, "the backup has not as many records")
        _must(backup.check(restored.path, None) == [], "the restored book has problems")

    def _drawn(self, name: str) -> None:
        path = save_picture(self.stage.window, self._folder / name)
        image = self.stage.window.grab().toImage()
        steps = range(0, min(image.width(), image.height()), 7)
        colours = {image.pixel(x, y) for x in steps for y in steps}
        _must(len(colours) >= FEWEST_COLOURS, f"{path.name} is blank")


def _must(holds: bool, trouble: str) -> None:
    if not holds:
        raise AssertionError(trouble)
