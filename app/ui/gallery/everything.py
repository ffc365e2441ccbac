"""Pictures of every page and dialog: light and dark, with nothing, a company and 2,000 customers.

For the people who build Rapport: a screen that nobody looked at is not done.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.services.book import opening, paths
from app.services.book.paths import Profile
from app.services.customers import customers
from app.services.sample import book as sample
from app.ui.gallery import dialogs, imports, pages, surveys
from app.ui.pages import CUSTOMER
from app.ui.stage import SIZES, Stage, save_picture
from app.ui.theme import Preference

PAGES = ("today", "customers", "renewals", "feedback", "insights", "vendors", "settings")
LOOKS: tuple[Preference, ...] = ("light", "dark")
CUSTOMERS, FACTS = 2_000, 12
SHOWN = "Nordwindt Spedition GmbH"  # whose page is shown of the sample company


def gallery(qt: QApplication, profile: Profile, folder: Path) -> int:
    """Take all pictures into ``folder``, a folder for each book; return the exit status."""
    today = datetime.now(UTC).date()
    count = _first_run(qt, _below(profile, "first run"), folder / "no book", today)
    for name, path in _books(profile, today):
        stage = Stage(qt, _below(profile, name), today)
        stage.open(path)
        for picture in _pictures(stage, folder / name):
            print(picture)  # noqa: T201 – says where to look
            count += 1
        stage.close()
    print(f"{count} pictures")  # noqa: T201
    return 0


def _below(profile: Profile, name: str) -> Profile:
    return paths.profile(profile.cache / name)


def _books(profile: Profile, today: date) -> Iterator[tuple[str, Path]]:
    folder = profile.documents
    folder.mkdir(parents=True, exist_ok=True)
    yield "empty", opening.create(folder / "Empty.rapport", profile, plain=True).path
    yield "sample", sample.write(folder / "Sample.rapport", profile, today)

    large = folder / "Large.rapport"
    yield "large", sample.write_large(large, profile, today, CUSTOMERS, FACTS)


def _first_run(qt: QApplication, profile: Profile, folder: Path, today: date) -> int:
    stage = Stage(qt, profile, today)
    stage.program.begin()
    for look in LOOKS:
        stage.look(look)
        save_picture(stage.window, folder / f"first run {look}.png")
    stage.close()
    return len(LOOKS)


def _pictures(stage: Stage, folder: Path) -> Iterator[Path]:
    rows = stage.read(customers.overview)
    shown = next((row.id for row in rows if row.name == SHOWN), rows[0].id if rows else None)
    for look in LOOKS:
        stage.look(look)
        for size, extent in SIZES.items():
            stage.resize(extent)
            for page in PAGES:
                stage.page(page)
                yield save_picture(stage.window, folder / f"{page} {look} {size}.png")
            for name in pages.renewal_views(stage):
                yield save_picture(stage.window, folder / f"{name} {look} {size}.png")
            if shown is not None:
                stage.page(CUSTOMER, shown)
                yield save_picture(stage.window, folder / f"customer {look} {size}.png")
                yield from pages.character(stage, folder, f"{look} {size}")
        if any(row.name == SHOWN for row in rows):
            yield from pages.insights(stage, folder, look)
            yield from dialogs.duplicates(stage, folder, look)
            yield from imports.every_step(stage, folder, look)
        yield from dialogs.of_commands(stage, folder, look)
        yield from dialogs.troubles(stage, folder, look)
        yield from dialogs.begun(stage, folder, look, shown)
        yield from dialogs.backups(stage, folder, look)
        yield from dialogs.keys(stage, folder, look)
        yield from surveys.every_step(stage, folder, look, shown)
        yield pages.locked(stage, folder / f"locked {look}.png")
