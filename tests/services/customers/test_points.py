from datetime import date, timedelta

import pytest

from app.services.customers.points import Point, Points

FIRST = date(2024, 2, 28)


@pytest.fixture
def points():
    days = range(FIRST.toordinal(), FIRST.toordinal() + 3)
    return Points(days, (60.0, 61.5, 59.25), (50.0, 51.0, 49.0), (70.0, 71.0, 69.0))


def test_a_point_is_a_day_and_its_level_with_its_band(points):
    assert points[1] == Point(FIRST + timedelta(days=1), 61.5, 51.0, 71.0)
    assert points[-1].day == date(2024, 3, 1)
    assert list(points) == [points[0], points[1], points[2]]
    assert len(points) == 3
    with pytest.raises(IndexError):
        points[3]


def test_a_stretch_of_points_is_as_many_points(points):
    assert list(points[1:]) == list(points)[1:]
    assert points[:] == points
    assert points[1:] != points
    assert hash(points[:]) == hash(points)
