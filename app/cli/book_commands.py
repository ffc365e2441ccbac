"""Commands on whole books: new, sample, backup, restore, check."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app.cli.answering import Asked
from app.language import _
from app.services.book import backup, migrating, opening, unlocking
from app.services.book.settings import BookSettings
from app.services.errors import Invalid
from app.services.sample import book as sample_book

FILE = click.Path(path_type=Path)


@click.command("new")
@click.argument("file", type=FILE)
@click.option("--currency", default="EUR", show_default=True)
@click.option("--plain", is_flag=True, help=_("Do not encrypt the book."))
@click.pass_obj
def new(asked: Asked, file: Path, currency: str, *, plain: bool) -> None:
    """Make a new book."""
    book = opening.create(
        file,
        asked.profile,
        plain=plain,
        passphrase=asked.unlock.passphrase,
        settings=BookSettings(currency=currency.upper(), zone=local_zone()),
    )
    if book.keyring_trouble and not asked.unlock.passphrase:
        book.path.unlink()
        raise Invalid(
            "passphrase",
            _(
                "{trouble} No book was made. Set a passphrase in the environment variable "
                "RAPPORT_PASSPHRASE, or make one without encryption with --plain."
            ).format(trouble=book.keyring_trouble),
        )
    if book.recovery_code:
        saved = _("Save this recovery code; without it a lost key cannot be replaced:")
        click.echo(f"{saved}\n\n{book.recovery_code}\n", err=True)
    _made(asked, book.path, encrypted=bool(book.recovery_code))


@click.command()
@click.argument("file", type=FILE)
@click.pass_obj
def sample(asked: Asked, file: Path) -> None:
    """Write the sample company, not encrypted: nothing in it is real."""
    today = asked.as_of or date_in(local_zone())
    path = sample_book.write(file, asked.profile, today)
    _made(asked, path, encrypted=False)


@click.command("backup")
@click.argument("file", type=FILE, required=False)
@click.pass_obj
def back_up(asked: Asked, file: Path | None) -> None:
    """Write a proved copy of the book, encrypted with the same key."""
    with asked.opened() as book:
        moment = datetime.now(ZoneInfo(local_zone())).strftime("%Y-%m-%d %H.%M.%S")
        name = f"{book.path.stem} backup {moment}{book.path.suffix}"
        made = backup.back_up(book.database, file or book.path.with_name(name))
    _proved(asked, made.path, [])


@click.command()
@click.argument("file", type=FILE)
@click.argument("to", type=FILE)
@click.pass_obj
def restore(asked: Asked, file: Path, to: Path) -> None:
    """Bring a backup back as a book of its own, never over one that is there."""
    key = unlocking.key_of(file, asked.profile, asked.unlock)
    _proved(asked, backup.restore(file, to, key).path, [])


@click.command()
@click.pass_obj
def check(asked: Asked) -> None:
    """Read every page of the book and say what is wrong with it."""
    path = asked.path()
    key = unlocking.key_of(path, asked.profile, asked.unlock)
    problems = backup.check(path, key)
    if not problems:
        migrating.is_current(path, key)  # tells other programs' tables, and a newer version's
    _proved(asked, path, problems)
    if problems:
        raise click.exceptions.Exit(1)


COMMANDS = (new, sample, back_up, restore, check)


def local_zone() -> str:
    """Return the IANA name of this computer's time zone."""
    import tzlocal

    return tzlocal.get_localzone_name() or "UTC"


def date_in(zone: str) -> date:
    """Return today's date there."""
    return datetime.now(ZoneInfo(zone)).date()


def _made(asked: Asked, path: Path, *, encrypted: bool) -> None:
    words = _("Made {path}.").format(path=path)
    asked.answer({"book": path, "encrypted": encrypted}, words)


def _proved(asked: Asked, path: Path, problems: list[str]) -> None:
    plain = {"file": path, "ok": not problems, "problems": problems}
    words = "\n".join(problems) or _("{path} is whole.").format(path=path)
    asked.answer(plain, words)
