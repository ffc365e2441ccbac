"""All trajectories computed anew, 2,000 customers × 500 facts, against numpy adding them up once.

The floor multiplies and sums one array of a million weights: what the equation would cost if facts
were numbers already. Ours is told with and without reading the facts from the encrypted book.
"""

import json
import time

import big_book
import numpy as np

from app.services.customers import facts, standings

STEP = 100


def main() -> None:
    """Print one JSON line."""
    weights = np.random.default_rng(1).random(big_book.FACTS)
    ages = np.random.default_rng(2).integers(0, 900, big_book.FACTS)
    begun = time.perf_counter()
    float((weights * np.exp2(-ages / 120)).sum())
    floor = time.perf_counter() - begun

    database = big_book.database()
    ids = list(range(1, big_book.CUSTOMERS + 1))
    with database.read() as session:
        begun = time.perf_counter()
        for start in range(0, len(ids), STEP):
            facts.load(session, big_book.TODAY, ids[start : start + STEP])
        reading = time.perf_counter() - begun
        begun = time.perf_counter()
        for start in range(0, len(ids), STEP):
            standings.assess_all(session, big_book.TODAY, ids[start : start + STEP])
        whole = time.perf_counter() - begun
    database.close()
    print(
        json.dumps(
            {
                "benchmark": "recompute all trajectories",
                "customers": big_book.CUSTOMERS,
                "facts": big_book.FACTS,
                "ratio": round(whole / floor),
                "seconds": round(whole, 1),
                "of_which_reading": round(reading, 1),
                "floor_seconds": round(floor, 3),
            }
        )
    )


if __name__ == "__main__":
    main()
