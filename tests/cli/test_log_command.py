from tests.conftest import TODAY

CUSTOMER = "Klinik Rosenhügel gGmbH"


def test_a_log_stores_what_its_note_says(rapport):
    lines = ("! send the plan by Friday", "? one contact for all", "vs Contoso")
    note = "\n".join(("Talked about the switch-over.", *lines))
    logged = rapport("log", CUSTOMER, "--kind", "call", "--feeling", "1", "--note", note)
    assert len(logged["promises"]) == len(logged["expectations"]) == len(logged["competitors"]) == 1
    due = [row for row in rapport("today") if row["text"].startswith("send the plan")]
    assert not due or due[0]["customer"] == CUSTOMER
    assert [row["kind"] for row in rapport("search", "switch-over")].count("interaction") >= 1


def test_a_log_moves_the_standing_at_once(rapport):
    before = {row["customer"]: row["standing"] for row in rapport("customers")}
    rapport("log", CUSTOMER, "--kind", "meeting", "--feeling", "-2", "--note", "Very angry.")
    after = {row["customer"]: row["standing"] for row in rapport("customers")}
    assert after[CUSTOMER] < before[CUSTOMER] - 1
    assert {name for name in before if before[name] != after[name]} == {CUSTOMER}


def test_a_minus_is_taken_as_the_help_writes_it(rapport):
    for minus in ("−2", "-2"):
        assert rapport("log", CUSTOMER, "--kind", "call", "--feeling", minus)["interaction"]


def test_a_feeling_of_seven_is_refused(rapport):
    assert "2" in rapport("log", CUSTOMER, "--kind", "call", "--feeling", "7", status=1)


def test_an_unknown_customer_is_added_only_on_request(rapport):
    assert "no customer" in rapport("log", "Neue Mühle OHG", "--kind", "visit", status=1)
    rapport("log", "Neue Mühle OHG", "--kind", "visit", "--new-customer")
    lines = rapport("customers", "--filter", "Neue Mühle")
    assert [line["last_two_way"] for line in lines] == [TODAY.isoformat()]
