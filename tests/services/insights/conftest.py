import pytest

from tests import decided
from tests.firm import Firm, few, few_file

__all__ = ["few", "few_file"]


@pytest.fixture
def firm(database):
    return Firm(database)


@pytest.fixture
def past(database):
    """A firm with decided renewals."""
    decided.settle(database)
    return database
