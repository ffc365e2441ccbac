"""Which backups stay, for any history of backups and any clock."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.services.book.retention import DAYS, MONTHS, WEEKS, surplus

NOW = datetime(2026, 5, 4, 18, 30)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))
histories = st.lists(moments, max_size=80, unique=True).map(
    lambda found: {f"backup {number}": at for number, at in enumerate(found)}
)


def named(*moments):
    return {at.isoformat(): at for at in moments}


@given(histories, moments)
def test_the_newest_and_the_last_one_always_stay(made, now):
    stays = made.keys() - surplus(made, now)
    assert bool(stays) == bool(made)
    for names in ({*made}, {name for name in made if made[name] <= now}):
        if names:
            assert max(names, key=lambda name: made[name]) in stays


@given(histories, moments)
def test_thinning_twice_takes_nothing_more(made, now):
    stays = {name: made[name] for name in made.keys() - surplus(made, now)}
    assert surplus(stays, now) == set()


@given(histories, moments)
def test_no_more_stay_than_were_agreed(made, now):
    past = {name for name in made if made[name] <= now}
    assert len(past - surplus(made, now)) <= DAYS + WEEKS + MONTHS


@given(histories, moments, st.timedeltas(timedelta(days=1), timedelta(days=4000)))
def test_a_clock_set_back_takes_nothing_that_was_written_before(made, now, back):
    earlier = now - back
    ahead = {name for name in made if made[name] > earlier}
    assert not surplus(made, earlier) & ahead
    with_new = {**made, "new": earlier}
    assert "new" not in surplus(with_new, earlier)


@given(moments, st.integers(1, 400))
def test_a_backup_a_day_leaves_days_weeks_and_months(start, days):
    """Thinned after each, as it is in life: what a week or a month needs was not gone before."""
    there = {}
    for number in range(days):
        at = start + timedelta(days=number)
        there[str(at)] = at
        for name in surplus(there, at):
            del there[name]
    ages = sorted((at - made).days for made in there.values())
    assert ages[: min(days, DAYS)] == list(range(min(days, DAYS)))
    assert len({made.isocalendar()[:2] for made in there.values()}) >= min(WEEKS, days // 7)
    assert len({(made.year, made.month) for made in there.values()}) >= min(MONTHS, days // 31)


def test_of_one_day_only_the_newest_stays():
    morning, noon = NOW.replace(hour=8), NOW.replace(hour=12)
    assert surplus(named(morning, noon), NOW) == {morning.isoformat()}


def test_after_a_long_pause_nothing_goes():
    old = [NOW - timedelta(days=400 + number) for number in range(DAYS - 1)]
    assert surplus(named(NOW, *old), NOW) == set()
