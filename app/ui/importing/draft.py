"""What the user has decided so far about the tables to be imported."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.language import _
from app.ui.later import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.importing import planned
    from app.services.importing.planned import Plan, TableLook, Understood
    from app.services.importing.service import FileReport
else:
    planned = later("app.services.importing.planned")

LEFT_OUT = "-"


@dataclass
class Decided:
    """One table: the kind it is taken as (or LEFT_OUT, or "" while unknown) and its columns."""

    look: "TableLook"
    kind: str = ""
    fields: tuple[str, ...] = ()
    understood: "Understood | None" = None

    def take_as(self, kind: str) -> None:
        """Take it as this kind, its columns as their names suggest."""
        self.kind, self.understood = kind, None
        known = kind not in ("", LEFT_OUT)
        self.fields = planned.suggested(kind, self.look.header) if known else ()

    def plan(self) -> "Plan":
        """Return what is decided, as the import wants it."""
        return planned.Plan(self.look.file, self.look.place, self.kind, self.fields)

    def is_left_out(self) -> bool:
        """Return whether nothing is to be taken from it."""
        return self.kind == LEFT_OUT or bool(self.look.trouble)

    def question(self) -> str:
        """Return what still has to be decided, or nothing."""
        if self.is_left_out():
            return ""
        if not self.kind:
            return _("Say what this table holds, or leave it out.")
        lacking = planned.missing(self.plan())
        if lacking:
            return _("Say which column is: {fields}.").format(fields=", ".join(lacking))
        return ""


@dataclass
class Draft:
    """All tables of an import."""

    tables: list[Decided] = field(default_factory=list)
    new_customers: bool = True

    def add(self, looks: "Sequence[TableLook]") -> None:
        """Take up what was found in more files; one that is here already counts anew."""
        anew = {look.file for look in looks}
        self.tables = [table for table in self.tables if table.look.file not in anew]
        for look in looks:
            table = Decided(look)
            table.take_as(look.kind)
            self.tables.append(table)

    def taken(self) -> list[Decided]:
        """Return the tables from which something is to be imported."""
        return [table for table in self.tables if not table.is_left_out()]

    def question(self) -> str:
        """Return what still has to be decided before the import can begin, or nothing."""
        if not self.taken():
            return _("There is nothing to import.")
        open_ = [table for table in self.taken() if table.question()]
        return (
            _("{file}: {question}").format(file=open_[0].look.name, question=open_[0].question())
            if open_
            else ""
        )

    def is_complete(self) -> bool:
        """Return whether the import can begin."""
        return not self.question()


def is_hopeless(report: "FileReport") -> bool:
    """Return whether all rows of a table are refused."""
    return 0 < report.rows == len(report.rejected)
