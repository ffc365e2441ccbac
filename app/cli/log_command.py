"""The command that logs an interaction, as the quick log does."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import click
from typing_extensions import override

from app.cli.answering import Asked
from app.language import _
from app.models.kinds import Direction, InteractionKind
from app.services.book import settings
from app.services.customers import interactions
from app.services.customers.interactions import LogDraft


class _Signed(click.ParamType[int]):
    """A whole number, its minus as on the keyboard or as Rapport writes it."""

    name = "integer"

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            return int(str(value).replace("−", "-"))
        except ValueError:
            self.fail(_("“{text}” is no whole number.").format(text=value), param, ctx)


@click.command()
@click.argument("customer")
@click.option("--kind", required=True, type=click.Choice([kind.value for kind in InteractionKind]))
@click.option("--direction", type=click.Choice([way.value for way in Direction]))
@click.option("--feeling", type=_Signed(), help=_("From −2 to 2."))
@click.option("--contact", multiple=True, help=_("Name or e-mail address."))
@click.option("--at", default="", help=_("When it was, as you would say it; now if not given."))
@click.option("--note", default="", help=_("With lines that begin with ! ? or vs understood."))
@click.option("--new-customer", is_flag=True, help=_("Add the customer if it is not known."))
@click.pass_obj
def log(  # noqa: PLR0913 – one argument per option
    asked: Asked,
    customer: str,
    kind: str,
    direction: str | None,
    feeling: int | None,
    contact: tuple[str, ...],
    at: str,
    note: str,
    *,
    new_customer: bool,
) -> None:
    """Log an interaction with a customer."""
    draft = LogDraft(
        customer=customer,
        new_customer=new_customer,
        kind=kind,
        when=at,
        direction=direction,
        feeling=feeling,
        contacts=contact,
        note=note,
    )
    with asked.opened() as book:
        with asked.writing(book) as session:
            now = _now(asked, settings.load(session).tz)
            logged = interactions.log(session, draft, now)
        asked.follow_up(book, now.date(), 1)
    plain = {
        "interaction": logged.interaction,
        "promises": list(logged.promises),
        "expectations": list(logged.expectations),
        "competitors": list(logged.competitors),
    }
    asked.answer(plain, _("Logged. Promises noted: {n}.").format(n=len(logged.promises)))


COMMANDS = (log,)


def _now(asked: Asked, zone: ZoneInfo) -> datetime:
    """Return this instant, or noon of the day asked for."""
    if asked.as_of is None:
        return datetime.now(UTC).astimezone(zone)
    return datetime.combine(asked.as_of, time(12), zone)
