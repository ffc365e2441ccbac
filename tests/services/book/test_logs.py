import io
import logging
from pathlib import Path

import pytest

from app.services.book.logs import LOG_FILE, Logs, PrivateFormatter, Word

SECRET = "Frau Müller-Ångström"


@pytest.fixture
def written():
    """A logger whose output, as it would stand in the file, is returned by calling this."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PrivateFormatter())
    logger = logging.getLogger("private-test")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield logger, stream.getvalue
    logger.removeHandler(handler)


def test_texts_from_a_book_become_their_length(written):
    logger, text = written
    logger.info("saved %s for customer %d, %s", SECRET, 17, [SECRET])
    assert SECRET not in text()
    assert "saved ‹str of 20› for customer 17, ‹list of 1›" in text()


def test_named_values_are_treated_alike(written):
    logger, text = written
    logger.info("saved %(what)s, %(count)d rows", {"what": SECRET, "count": 3})
    assert "saved ‹str of 20›, 3 rows" in text()


def test_the_programs_own_words_and_types_pass(written):
    logger, text = written
    logger.info("migrated to %s after %s", Word("0007"), ValueError)
    assert "migrated to 0007 after ValueError" in text()


def test_an_error_is_its_type_and_its_lines_without_its_message(written):
    logger, text = written
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise RuntimeError(f"no customer {SECRET}") from error
    except RuntimeError:
        logger.exception("failed after %d rows", 9)
    assert SECRET not in text()
    assert "failed after 9 rows" in text()
    assert "builtins.KeyError\nled to\n" in text()
    assert "tests/services/book/test_logs.py" in text()
    assert str(Path.home()) not in text()


def test_members_of_a_group_are_listed(written):
    logger, text = written
    try:
        raise ExceptionGroup(SECRET, [ValueError(SECRET), OSError(SECRET)])
    except ExceptionGroup:
        logger.exception("several")
    assert SECRET not in text()
    assert "builtins.ValueError" in text()
    assert "builtins.OSError" in text()


def test_a_text_cached_by_another_handler_does_not_slip_through():
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "bad", (), None)
    record.exc_text = SECRET
    assert SECRET not in PrivateFormatter().format(record)


def test_the_log_file_is_written_and_logging_left_as_found(tmp_path):
    handlers = list(logging.getLogger().handlers)
    logs = Logs(tmp_path / "logs")
    logging.getLogger("app.test").info("opened with %d customers", 3)
    logs.close()
    assert "opened with 3 customers" in (tmp_path / "logs" / LOG_FILE).read_text("utf-8")
    assert logging.getLogger().handlers == handlers
