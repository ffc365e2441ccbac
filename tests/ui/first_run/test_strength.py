import pytest

from app.ui.first_run import strength


@pytest.mark.parametrize("easy", ["aaaaaaaaaaaa", "123456789012", "password12", "correct horse"])
def test_what_is_easy_to_guess_is_called_weak(easy):
    assert strength.sentence(easy).startswith("Weak")


def test_each_word_makes_a_passphrase_stronger():
    three = strength.bits("correct horse staple")
    assert strength.sentence("correct horse staple").startswith("Fair")
    assert strength.sentence("correct horse staple battery") == "Strong."
    assert strength.bits("correct horse staple battery") == pytest.approx(three * 4 / 3)


def test_a_word_said_again_adds_nothing():
    assert strength.bits("horse horse horse") == strength.bits("horse")


def test_what_is_missing_is_counted_while_typing():
    assert strength.sentence("short") == "5 more characters are needed."
    assert strength.sentence("ninechars") == "1 more character is needed."


def test_the_least_length_is_the_one_that_the_book_insists_on():
    from app.services.book.passphrase import LEAST_LENGTH

    assert strength.LEAST_LENGTH == LEAST_LENGTH
