"""Columns that several kinds of files share, and the marks for translation."""

from app.services.importing.shape import Field, Type, a


def N_(text: str) -> str:  # noqa: N802 - the name by which translators' tools know it
    """Mark a text for translation; it is translated where it is shown."""
    return text


SOURCE = a(
    "source_system",
    Type.LINE,
    N_("The system that the external id comes from"),
    column="source",
    more=True,
)
RECORDED = a(
    "recorded_on",
    Type.DATE,
    N_("The day this became known to us; if empty, its own date"),
)
NOTE = a("note", Type.TEXT, N_("Anything else"))
WEBSITE = a("website", Type.LINE, N_("Web address"))


def name(help_: str) -> Field:
    """Return the column of what a record is called."""
    return a("name", Type.NAME, help_, required=True)


def external_id(*, required: bool = False, more: bool = False) -> Field:
    """Return the column of the number in the system that a record comes from."""
    return a(
        "external_id",
        Type.ID,
        N_("Its number in the system it comes from; makes the import repeatable"),
        required=required,
        more=more,
    )


def customer() -> Field:
    """Return the column that says whose fact this is."""
    return a(
        "customer",
        Type.REFERENCE,
        N_("The customer's external id or name"),
        column="customer_id",
        required=True,
        refers_to="customers",
    )


def contact(*, many: bool = False) -> Field:
    """Return the column of the person, or the persons, at the customer."""
    return a(
        "contact",
        Type.REFERENCE,
        N_("E-mail address or name of a person there; several parted by ;")
        if many
        else N_("E-mail address or name of a person there"),
        column="contacts" if many else "contact_id",
        refers_to="contacts",
        many=many,
    )


def colleague(
    name: str = "colleague", column: str = "colleague_id", *, more: bool = False
) -> Field:
    """Return a column that names one of us."""
    return a(
        name,
        Type.REFERENCE,
        N_("Name or e-mail address of one of us"),
        column=column,
        refers_to="colleagues",
        more=more,
    )


def vendor() -> Field:
    """Return the column that names a manufacturer or distributor."""
    return a(
        "vendor",
        Type.REFERENCE,
        N_("Name of the manufacturer or distributor"),
        column="vendor_id",
        refers_to="vendors",
    )


def competitor(*, required: bool = False) -> Field:
    """Return the column that names another provider."""
    return a(
        "competitor",
        Type.REFERENCE,
        N_("Name of the other provider"),
        column="competitor_id",
        required=required,
        refers_to="competitor",
    )


def day(name: str, help_: str, *, column: str = "", required: bool = False) -> Field:
    """Return a column that holds a day."""
    return a(name, Type.DATE, help_, column=column, required=required)


def moment(help_: str) -> Field:
    """Return the column that says when a fact happened."""
    return a("at", Type.MOMENT, help_, required=True)


def feeling() -> Field:
    """Return the column that says how it felt."""
    return a(
        "feeling",
        Type.INTEGER,
        N_("How it felt, from −2 (bad) to 2 (good)"),
        within=(-2, 2),
    )


def text(help_: str) -> Field:
    """Return the column of the words that make the record."""
    return a("text", Type.TEXT, help_, required=True)


def count(name: str, help_: str, *, column: str = "") -> Field:
    """Return a column that counts something."""
    return a(name, Type.INTEGER, help_, column=column, within=(0, 2_147_483_647))


def amount(name: str, help_: str) -> Field:
    """Return a column that holds money."""
    return a(name, Type.AMOUNT, help_)


def question() -> Field:
    """Return the column of what was asked."""
    return a(
        "question",
        Type.NAME,
        N_(
            "csat, nps, effort, competence, service, commitment, trust, expectation, competitor, "
            "or a question of your own"
        ),
        required=True,
    )


def scale() -> Field:
    """Return the column of the ends of an answer's scale."""
    return a("scale", Type.SCALE, N_("Worst and best answer, such as 0-10, 1-5 or -1-1"))


def ticket(*, more: bool = False) -> Field:
    """Return the column of the ticket that a fact is about."""
    return a(
        "ticket",
        Type.REFERENCE,
        N_("The ticket's external id"),
        column="ticket_id",
        refers_to="tickets",
        more=more,
    )
