"""What a kind of file and its fields are: the vocabulary of the table in ``fields``."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class Type(Enum):
    """What a cell of a field may hold."""

    NAME = auto()
    """One line that names something; blanks around it do not count."""
    LINE = auto()
    """A short text; blanks around it do not count."""
    TEXT = auto()
    """A text in somebody's words, kept to the character."""
    ID = auto()
    DATE = auto()
    MOMENT = auto()
    """A time, or a day where the time is not known."""
    INTEGER = auto()
    SCORE = auto()
    AMOUNT = auto()
    CURRENCY = auto()
    YES_NO = auto()
    CHOICE = auto()
    SCALE = auto()
    REFERENCE = auto()
    """The name, e-mail address or external id of another record."""


WORDS = frozenset({Type.NAME, Type.LINE, Type.TEXT, Type.ID, Type.REFERENCE})
"""Types whose cells hold anybody's words, which a spreadsheet might take for a formula."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a file.

    ``column`` is where the book keeps it. A required cell may be empty if ``unless`` is given.
    A ``more`` field is not in the published format; it is exported only where it says something.
    """

    name: str
    type: Type
    help: str
    column: str
    required: bool = False
    unless: str = ""
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    many: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its fields in their order.

    ``dated_by`` are the fields that say on which day the fact itself stands, the best first.
    ``key`` are the fields that tell one record from another where no external id does; none means
    that only all the given fields together do. ``single``: one key, one record.
    """

    name: str
    help: str
    fields: tuple[Field, ...]
    dated_by: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    single: bool = False

    def field(self, name: str) -> Field | None:
        """Return the field of that name, if there is one."""
        return next((field for field in self.fields if field.name == name), None)


def a(  # noqa: PLR0913 - one argument per property of a field, each optional
    name: str,
    kind: Type,
    help_: str,
    *,
    column: str = "",
    required: bool = False,
    unless: str = "",
    within: tuple[int, int | None] | None = None,
    refers_to: str = "",
    many: bool = False,
    more: bool = False,
) -> Field:
    """Return a field."""
    low, high = within or (None, None)
    return Field(
        name,
        kind,
        help_,
        column or name,
        required,
        unless,
        low,
        high,
        (),
        refers_to,
        many,
        more,
    )


def choice(
    name: str,
    words: type[StrEnum] | Iterable[str],
    help_: str,
    *,
    required: bool = False,
    more: bool = False,
) -> Field:
    """Return a field that takes one of a few words."""
    return Field(
        name,
        Type.CHOICE,
        help_,
        name,
        required,
        choices=tuple(str(word) for word in words),
        more=more,
    )
