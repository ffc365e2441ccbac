from app.models.kinds import Outcome, Renews
from app.services.contracts import wording


def test_every_outcome_and_manner_has_its_words():
    assert set(wording.outcomes()) == set(Outcome)
    assert set(wording.manners()) == set(Renews)


def test_days_to_say_no_count_down_and_past():
    said = [wording.days_to_say_no(days) for days in (2, 1, 0, -3)]
    assert said == ["2 days to say no", "1 day to say no", "last day to say no",
                    "3 days past notice"]  # fmt: skip


def test_little_experience_is_said():
    assert "19 renewals decided, 2 lost" in wording.experience(19, 2)
