from math import floor

from hypothesis import given
from hypothesis import strategies as st

from app.ui.customer.sums import rounded

points = st.lists(st.floats(-60, 60), min_size=1, max_size=30)


@given(points)
def test_rounded_parts_add_up_to_the_rounded_sum(parts):
    assert sum(rounded(parts, sum(parts))) == round(sum(parts))


@given(points)
def test_no_part_is_off_by_one_or_more(parts):
    for exact, whole in zip(parts, rounded(parts, sum(parts)), strict=True):
        assert abs(exact - whole) < 1 + 1e-9


@given(points, st.integers(-1, 1))
def test_parts_add_up_to_a_total_that_was_rounded_elsewhere(parts, off):
    total = round(sum(parts)) + off
    if -len(parts) <= total - sum(floor(part) for part in parts) <= len(parts):
        assert sum(rounded(parts, total)) == total


def test_who_lost_most_by_rounding_down_gets_back():
    assert rounded([1.4, 1.4, 1.2], 4.0) == [2, 1, 1]
