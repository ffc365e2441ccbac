"""A vendor's digest: what our customers say of its products, without saying who they are."""

from app.language import _, ngettext
from app.models.kinds import FeedbackKind, LoopStep, PromiseState
from app.services.reports.vendor_voice import Product, Quote, VendorVoice
from app.ui import formats
from app.ui.customer import words as customer_words
from app.ui.reports import words
from app.ui.reports.blocks import Block, Column, Report, Section, Table, Text, heading, title

MOST = 25  # quotes, and half as many others; how many more there are is said
DATES = 3  # ends of our commitments told of one product


def report(voice: VendorVoice) -> Report:
    """Return the digest."""
    name = _("Vendor voice: {vendor}").format(vendor=voice.vendor)
    hidden = _("Customers' names, the people there and our prices are left out.")
    blocks: list[Block] = [
        title(words.headed(name, voice.company)),
        Text(words.joined((formats.long_day(voice.day), hidden)), "muted"),
        heading(_("What our customers told us in the last twelve months")),
        *_counts(voice),
        *_quotes(voice.quotes),
        heading(_("Promises in which {vendor} is named").format(vendor=voice.vendor)),
        *_promises(voice),
        heading(_("What runs on it")),
        *_products(voice.products),
    ]
    return Report(name, voice.company, voice.day, [Section(blocks)])


def _counts(voice: VendorVoice) -> list[Block]:
    if not voice.quotes:
        said = _("Nothing so far. Name the vendor when you log what a customer says of it.")
        return [Text(said)]
    steps = customer_words.loop_steps()
    heads = [Column(_("Kind"), 28, look="strong")]
    heads += [Column(named, 14, end=True) for named in steps.values()]
    heads.append(Column(_("Together"), 16, end=True))
    rows: list[list[str]] = []
    for kind, named in customer_words.feedback_kinds().items():
        found = [voice.counts.get((FeedbackKind(kind), LoopStep(step)), 0) for step in steps]
        if any(found):
            rows.append([named, *(formats.number(n) for n in found), formats.number(sum(found))])
    return [Table(heads, rows), Text("", "muted")]


def _quotes(quotes: tuple[Quote, ...]) -> list[Block]:
    if not quotes:
        return []
    heads = [
        Column(_("In their words"), 33),
        Column(_("Kind"), 11),
        Column(_("Product"), 12),
        Column(_("Customer"), 17),
        Column(_("Age"), 10),
        Column(_("Where it stands"), 22),
    ]
    rows = [_quote(one) for one in quotes[:MOST]]
    return [Table(heads, rows), *words.more(len(quotes) - MOST)]


def _quote(one: Quote) -> list[str]:
    step = customer_words.loop_steps()[one.step]
    stands = f"{step}: {one.action}" if one.action else step
    return [
        f"“{one.text}”",
        customer_words.feedback_kinds()[one.kind],
        one.product,
        one.who,
        formats.duration(one.age),
        stands if one.kind not in (FeedbackKind.PRAISE, FeedbackKind.MENTION) else one.action,
    ]


def _promises(voice: VendorVoice) -> list[Block]:
    if not voice.promises:
        return [Text(_("None is open, and none was broken within a year."))]
    most = MOST // 2
    states = {
        PromiseState.OPEN: _("Open"),
        PromiseState.LATE: _("Late"),
        PromiseState.BROKEN: _("Not kept"),
    }
    heads = [
        Column(_("Promise"), 56),
        Column(_("Made on"), 15),
        Column(_("Due"), 15),
        Column(_("What became of it"), 14),
    ]
    rows = [
        [one.text, formats.day(one.made_on), words.day(one.due_on), states[one.state]]
        for one in voice.promises[:most]
    ]
    return [Table(heads, rows), *words.more(len(voice.promises) - most)]


def _products(products: tuple[Product, ...]) -> list[Block]:
    if not products:
        return [Text(_("No contract of ours runs on it today."))]
    heads = [
        Column(_("Product"), 30, look="strong"),
        Column(_("Contracts"), 12, end=True),
        Column(_("Customers"), 12, end=True),
        Column(_("Quantity"), 12, end=True),
        Column(_("We are bound until"), 34),
    ]
    rows = [
        [
            one.name,
            formats.number(one.contracts),
            formats.number(one.customers),
            formats.number(one.quantity) if one.quantity is not None else "",
            _bound(one),
        ]
        for one in products
    ]
    return [Table(heads, rows)]


def _bound(product: Product) -> str:
    lines = [
        _("{day}, say no by {notice}").format(day=formats.day(ends), notice=formats.day(notice))
        if notice
        else formats.day(ends)
        for ends, notice in product.upstream[:DATES]
    ]
    rest = len(product.upstream) - DATES
    if rest > 0:
        more = ngettext("and {n} later end", "and {n} later ends", rest)
        lines.append(more.format(n=formats.number(rest)))
    return "\n".join(lines)
