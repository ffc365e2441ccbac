"""A firm with decided renewals."""

import pytest

from tests import decided


@pytest.fixture
def firm(database):
    decided.settle(database)
    return database
