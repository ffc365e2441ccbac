"""What is said once when a book has been opened: what was done to it, lies around it, the clock."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from app.language import _
from app.ui import formats
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.book import clock
    from app.services.book.opening import Book
else:
    from app.ui.later import later

    clock = later("app.services.book.clock")

Say = Callable[[str], object]


def tell(book: "Book", tasks: Tasks, say: Say) -> None:
    """Say all of it in one go, if there is anything."""
    words = list(book.warnings)
    if book.kept is not None:
        words.insert(0, kept(book.kept.name))
    tasks.read(clock.doubtful, datetime.now(UTC), done=partial(_say, words, say))


def kept(name: str) -> str:
    """Say that a book of an older version was brought to this one."""
    return _("The book was brought to this version. The old file is kept as “{name}”.").format(
        name=name
    )


def unfinished(names: Collection[str]) -> list[str]:
    """Say what somebody had begun in this book and not stored, by the windows' names."""
    words = {
        "log": _("You had begun to log something. It is still there."),
        "survey": _("You had begun a survey. Its answers are still there."),
    }
    return [words[name] for name in words if name in names]


def set_back(now: datetime, newest: datetime) -> str:
    """Say that the clock and the book cannot both be right."""
    return _(
        "This computer's clock says {now}, yet the newest entry of this book was made on {newest}. "
        "Please check the clock. Nothing is lost: what is dated later shows when its day has come."
    ).format(now=formats.long_day(now.date()), newest=formats.long_day(newest.date()))


def leapt(now: datetime, newest: datetime) -> str:
    """Say that either nobody was here for long, or the clock was set ahead."""
    return _(
        "The newest entry of this book was made on {newest}, and this computer's clock says {now}. "
        "If that is not so, set the clock right. Until something was entered on another day, "
        "nothing is let go of for its age."
    ).format(now=formats.long_day(now.date()), newest=formats.long_day(newest.date()))


def _say(words: list[str], say: Say, newest: datetime | None) -> None:
    if newest is not None:
        now = datetime.now().astimezone()
        words.append((leapt if newest < now else set_back)(now, newest.astimezone()))
    if words:
        say("\n".join(words))
