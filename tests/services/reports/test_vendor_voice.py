import pytest

from app.models import Contact, Contract, Customer, Feedback, Promise, Vendor
from app.models.kinds import FeedbackKind, LoopStep
from app.services.book import settings
from app.services.errors import NotFound
from app.services.reports import vendor_voice
from tests.nordwind import NORDWIND, QUIET, TODAY, ago, fact

PRINT = 1


@pytest.fixture
def sold(known, session):
    session.add_all([Vendor(id=PRINT, name="Tintenrabe", external_id="V-1"), Vendor(name="Other")])
    session.flush()
    return session


def heard(days, text, kind="complaint", customer=NORDWIND, **more):
    vendor = {"vendor_id": PRINT, "product": "Rabe Flex"}
    return Feedback(
        occurred_on=ago(days), text=text, kind=kind, **(vendor | more), **fact(days, customer)
    )


def voice(session, day=TODAY):
    return vendor_voice.voice(session, PRINT, day)


def test_quotes_of_this_vendor_open_ones_first_with_age_and_step(sold):
    sold.add_all(
        [
            heard(90, "Old", acted_on=ago(80), told_on=ago(70), confirmed_on=ago(60)),
            heard(30, "New", acted_on=ago(20), action="Asked them"),
            heard(10, "Nice", "praise"),
            heard(5, "Of another", vendor_id=2),
            heard(500, "Long ago", told_on=ago(480)),
        ]
    )
    sold.flush()
    found = voice(sold)
    assert [(one.text, one.age, one.step) for one in found.quotes] == [
        ("New", 30, LoopStep.ACTING), ("Nice", 10, LoopStep.HEARD), ("Old", 30, LoopStep.CONFIRMED),
    ]  # fmt: skip
    assert found.counts[FeedbackKind.COMPLAINT, LoopStep.ACTING] == 1
    assert sum(found.counts.values()) == 3


def test_no_name_of_a_customer_or_a_person_is_told(sold):
    sold.get(Customer, NORDWIND).seats = 40
    sold.add(Contact(name="Marta Öhlund", email="m@nordwind.example", **fact(90)))
    sold.add(
        heard(9, "Marta Öhlund of Nordwind says: “jammed”, m@nordwind.example", acted_on=ago(8),
              action="Öhlund gets a loan printer")
    )  # fmt: skip
    sold.add(Promise(text="Tintenrabe visits Nordwind", made_on=ago(9), direction="ours",
                     **fact(9)))  # fmt: skip
    sold.flush()
    found = voice(sold)
    said = repr(found)
    for name in ("Nordwind", "Marta", "Öhlund", "nordwind.example"):
        assert name not in said
    assert found.quotes[0].text == "… of … says: “jammed”, …"
    assert found.quotes[0].who == "Trade, 40 seats"
    assert found.promises[0].text == "Tintenrabe visits …"


def test_what_runs_on_it_is_summed_by_product_without_a_price(sold):
    terms = {"starts": ago(100), "term_months": 12, "renews": "automatic", "currency": "EUR"}
    bound = {"upstream_ends": ago(-60), "upstream_notice_days": 30}
    sold.add_all(
        [
            Contract(title="Print", product="Rabe Flex", value=777_00, quantity=3,
                     vendor_id=PRINT, **terms, **bound, **fact(100)),
            Contract(title="Print", product="Rabe Flex", value=888_00, quantity=4,
                     vendor_id=PRINT, **terms, **fact(100, QUIET)),
            Contract(title="Over", product="Rabe Old", vendor_id=PRINT, starts=ago(900),
                     term_months=12, ends=ago(535), renews="expires", currency="EUR",
                     **fact(900)),
        ]
    )  # fmt: skip
    sold.flush()
    (product,) = voice(sold).products
    assert (product.name, product.contracts, product.customers, product.quantity) == (
        "Rabe Flex", 2, 2, 7,
    )  # fmt: skip
    assert product.upstream == ((ago(-60), ago(-30)),)
    assert "777" not in repr(product)


def test_a_long_quote_is_shortened_and_says_so(sold):
    sold.add(heard(3, "word " * 400))
    sold.flush()
    (quote,) = voice(sold).quotes
    assert len(quote.text) <= vendor_voice.LONGEST + 4
    assert quote.text.endswith("[…]")


def test_what_became_known_later_is_not_seen(sold):
    sold.add(heard(10, "Later", acted_on=ago(2)))
    sold.flush()
    assert voice(sold, ago(11)).quotes == ()
    assert voice(sold, ago(5)).quotes[0].step is LoopStep.HEARD


@pytest.mark.parametrize("name", ["Tintenrabe", "tintenrabe ", "V-1"])
def test_a_vendor_is_found_by_name_or_number(sold, name):
    assert vendor_voice.find(sold, name) == PRINT


def test_an_unknown_vendor_is_told_the_nearest(sold):
    with pytest.raises(NotFound, match="Tintenrabe"):
        vendor_voice.find(sold, "Tintenrab")
    with pytest.raises(NotFound, match=r"called “zzz”\.$"):
        vendor_voice.find(sold, "zzz")


def test_a_constant_number_of_queries(sold, asked):
    settings.load(sold)  # which are kept from then on
    counts = []
    for more in (1, 6):
        for number in range(more):
            customer = Customer(name=f"More {more} {number}", recorded_on=ago(90))
            sold.add(customer)
            sold.flush()
            sold.add(heard(5, "Jammed", customer=customer.id))
        sold.flush()
        with asked() as said:
            voice(sold)
        counts.append(len(said))
    assert counts[0] == counts[1]
