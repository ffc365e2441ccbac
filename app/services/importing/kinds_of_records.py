"""The files of those we deal with and of what we agreed: one table each."""

from app.models.kinds import Outcome, Renews, Stage, Surprise, VendorKind
from app.services.importing import columns
from app.services.importing.columns import N_
from app.services.importing.shape import Kind, Type, a, choice

VENDORS = Kind(
    "vendors",
    N_("Manufacturers and distributors whose products you sell"),
    (
        columns.name(N_("The vendor's name")),
        columns.external_id(),
        choice("kind", VendorKind, N_("What it is")),
        columns.WEBSITE,
        columns.NOTE,
        columns.SOURCE,
    ),
    single=True,
)
COLLEAGUES = Kind(
    "colleagues",
    N_("The people of your own firm"),
    (
        columns.name(N_("The colleague's name")),
        a("email", Type.LINE, N_("E-mail address"), aliases="e-mail, mail"),
        a("role", Type.LINE, N_("What the colleague does")),
        columns.day("left_on", N_("The day the colleague left")),
    ),
    single=True,
)
CUSTOMERS = Kind(
    "customers",
    N_("The organisations that you serve or would like to"),
    (
        a(
            "name",
            Type.NAME,
            N_("The customer's name"),
            required=True,
            aliases="customer, company, company name, organisation, organization, Kunde, Firma",
        ),
        columns.external_id(),
        a("segment", Type.LINE, N_("Your own grouping"), aliases="industry, branche"),
        columns.colleague("owner", "owner_id"),
        choice("stage", Stage, N_("Where the relationship stands")),
        columns.day("since", N_("Customer since")),
        columns.count("seats", N_("How many seats you look after"), aliases="users"),
        a("city", Type.LINE, N_("Town"), aliases="town, Ort, Stadt"),
        a("country", Type.LINE, N_("Country"), aliases="Land"),
        columns.WEBSITE,
        a("email", Type.LINE, N_("E-mail address"), aliases="e-mail, mail"),
        a("phone", Type.LINE, N_("Telephone number"), aliases="telephone, phone number, Telefon"),
        a("language", Type.LINE, N_("Language in which to write"), aliases="Sprache"),
        columns.NOTE,
        columns.RECORDED,
        a(
            "ease",
            Type.INTEGER,
            N_("How easily it could leave, from −2 (captive) to 2"),
            within=(-2, 2),
            more=True,
        ),
        a(
            "cadence_days",
            Type.INTEGER,
            N_("Agreed days between contacts"),
            within=(1, 3_650),
            more=True,
        ),
        columns.SOURCE,
    ),
    dated_by=("since",),
    single=True,
)
CONTACTS = Kind(
    "contacts",
    N_("The people at your customers"),
    (
        columns.customer(),
        a("name", Type.NAME, N_("The person's name"), required=True, aliases="full name, contact"),
        columns.external_id(),
        a("email", Type.LINE, N_("E-mail address"), aliases="e-mail, mail, email address"),
        a("phone", Type.LINE, N_("Telephone number"), aliases="telephone, phone number, Telefon"),
        a("role", Type.LINE, N_("Part in a decision: decides, influences, uses …")),
        a("title", Type.LINE, N_("Job title"), aliases="job title, position"),
        a("influence", Type.INTEGER, N_("How much it has to say, 0 to 5"), within=(0, 5)),
        a("attitude", Type.INTEGER, N_("For us (2) or against us (−2)"), within=(-2, 2)),
        a(
            "reports_to",
            Type.REFERENCE,
            N_("E-mail address or name of the superior"),
            column="reports_to_id",
            refers_to="contacts",
        ),
        columns.day("joined_on", N_("The day this person came")),
        columns.day("left_on", N_("The day this person left")),
        a("may_be_asked", Type.YES_NO, N_("May be sent a survey: yes or no")),
        columns.NOTE,
        columns.RECORDED,
        a("erased_on", Type.DATE, N_("The day the person was erased on request"), more=True),
        columns.SOURCE,
    ),
    dated_by=("joined_on",),
    single=True,
)
CONTRACTS = Kind(
    "contracts",
    N_("Subscriptions and agreements with a term"),
    (
        columns.customer(),
        a("title", Type.NAME, N_("What the contract is called"), required=True),
        columns.external_id(),
        columns.vendor(),
        a("product", Type.LINE, N_("What is supplied")),
        columns.amount(
            "value", N_("Worth a year, with a point: 1200.50"), "yearly value, annual value"
        ),
        a("currency", Type.CURRENCY, N_("Three letters, such as EUR; if empty, the book's own")),
        columns.count("quantity", N_("How many licences or seats")),
        columns.day("starts", N_("First day of the term")),
        columns.count(
            "term_months", N_("1 = monthly, 12 = yearly, 0 = open-ended"), aliases="term"
        ),
        columns.day("ends", N_("Last day of the term")),
        choice("renews", Renews, N_("What happens at the end when nobody does anything")),
        columns.count("notice_days", N_("Days of notice before the end"), aliases="notice"),
        columns.colleague("owner", "owner_id"),
        columns.day("upstream_ends", N_("End of your own commitment to the vendor")),
        columns.count("upstream_notice_days", N_("Notice that you owe the vendor")),
        columns.NOTE,
        columns.RECORDED,
        a("review_on", Type.DATE, N_("When to look at an open-ended contract again"), more=True),
        a("cancelled_on", Type.DATE, N_("The day notice was given"), more=True),
        columns.SOURCE,
    ),
    dated_by=("starts",),
    single=True,
)
RENEWALS = Kind(
    "renewals",
    N_("Decisions at the end of a term: made, or still open"),
    (
        columns.customer(),
        a(
            "contract",
            Type.REFERENCE,
            N_("The contract's external id or title"),
            column="contract_id",
            required=True,
            refers_to="contracts",
        ),
        columns.day("due_on", N_("The day the term ends"), required=True),
        columns.day("decided_on", N_("The day it was decided")),
        choice("outcome", Outcome, N_("How it was decided; empty while it is open")),
        columns.amount("value_before", N_("Worth a year before")),
        columns.amount("value_after", N_("Worth a year after")),
        a("reason", Type.TEXT, N_("Why")),
        columns.competitor(),
        columns.NOTE,
        columns.RECORDED,
        a("next_step", Type.TEXT, N_("What to do next"), more=True),
        a("next_step_on", Type.DATE, N_("By when to do it"), more=True),
        choice("surprise", Surprise, N_("Why a loss came that had not been called"), more=True),
    ),
    dated_by=("decided_on", "due_on"),
    key=("contract_id", "due_on"),
    single=True,
)
STAGES = Kind(
    "stages",
    N_("When a customer entered a stage of its way with you"),
    (
        columns.customer(),
        choice("stage", Stage, N_("The stage"), required=True),
        columns.day("entered_on", N_("The day it was entered"), required=True),
        a("evidence", Type.TEXT, N_("What showed it")),
        columns.RECORDED,
    ),
    dated_by=("entered_on",),
    key=("customer_id", "stage", "entered_on"),
    single=True,
)
