"""The same services without a screen, for schedulers and scripts (docs/formats.md)."""

import logging
import os
import signal
import sys
from datetime import date
from pathlib import Path

import click

import app
from app.cli import (
    audit_command,
    book_commands,
    import_commands,
    later_commands,
    log_command,
    look_commands,
    report_command,
)
from app.cli.answering import Asked
from app.language import _
from app.services.book.paths import profile
from app.services.book.unlocking import Unlock
from app.services.errors import AppError

PASSPHRASE, RECOVERY_CODE = "RAPPORT_PASSPHRASE", "RAPPORT_RECOVERY_CODE"
FIRST_YEAR, LAST_YEAR = 1900, 2200  # the years in between leave room to reckon with

log = logging.getLogger(__name__)


class Day(click.ParamType):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day, or refuse the whole command."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(_("“{value}” is no day: write YYYY-MM-DD.").format(value=value), param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(_("“{value}” lies too far away.").format(value=value), param, ctx)
        return day


@click.group()
@click.version_option(app.__version__, prog_name=app.NAME)
@click.option("--book", type=click.Path(path_type=Path), help=_("The book to work on."))
@click.option("--as-of", type=Day(), help=_("The day to compute for; nothing later is seen."))
@click.option("--json", "as_json", is_flag=True, help=_("Answer with one JSON document."))
@click.pass_context
def group(ctx: click.Context, book: Path | None, as_of: date | None, *, as_json: bool) -> None:
    """Rapport, without its window."""
    typed = Unlock(os.environ.get(RECOVERY_CODE, ""), os.environ.get(PASSPHRASE, ""))
    ctx.obj = Asked(profile(), book, as_of, as_json, typed)


for command in (
    *book_commands.COMMANDS,
    *import_commands.COMMANDS,
    *look_commands.COMMANDS,
    *audit_command.COMMANDS,
    *log_command.COMMANDS,
    *report_command.COMMANDS,
    *later_commands.COMMANDS,
):
    group.add_command(command)


def run(arguments: list[str]) -> int:
    """Do one thing and return the exit status: 0 done, 1 could not be done, 2 wrong usage."""
    usual = signal.getsignal(signal.SIGINT)
    try:
        status = group.main(arguments, prog_name="rapport", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        _say(_("Stopped. Nothing was changed."))
        return 1
    except AppError as error:
        _say(str(error))
        return 1
    except Exception:
        log.exception("a command failed")
        raise
    finally:
        signal.signal(signal.SIGINT, usual)
    return status or 0


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.stderr.flush()
