"""Commands of the fixed command line that this version does not have yet: they say so."""

import click

from app.language import _
from app.services.errors import Unavailable

ANYTHING = {"ignore_unknown_options": True, "help_option_names": []}


def _later(name: str) -> click.Command:
    @click.command(name, context_settings=ANYTHING, help=_("Not available yet."))
    @click.argument("anything", nargs=-1, type=click.UNPROCESSED)
    def command(anything: tuple[str, ...]) -> None:  # noqa: ARG001 – whatever follows, the answer stands
        raise Unavailable(_("“{name}” is not available yet.").format(name=name))

    return command


COMMANDS = (_later("surveys"),)
