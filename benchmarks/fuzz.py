"""Tries hostile input on every reader until the time is over, and says how much was tried.

    python benchmarks/fuzz.py 30            # minutes, shared by all targets
    python benchmarks/fuzz.py 5 page dates  # these targets alone

Ends with 1, and the smallest example that was found, if one breaks what must hold or takes more
than two seconds of the processor.
"""

import argparse
import random
import sys
import time
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests import hostile, hostile_requests
from tests.hostile import Target

TARGETS = (*hostile.TARGETS, *hostile_requests.TARGETS)

SLOW = 2.0  #: seconds of the processor that an example may take
ROUND = 50  #: examples between two looks at the clock


class Tally:
    """How much was tried, and how long the slowest example took."""

    def __init__(self) -> None:
        self.tried = 0
        self.slowest = 0.0


def fuzz(target: Target, seconds: float, first: int) -> Tally:
    """Try examples of a target for that long; what breaks is raised."""
    tally, end, number = Tally(), time.monotonic() + seconds, first
    while time.monotonic() < end:
        number += 1
        _round(target, tally, number)
    return tally


def _round(target: Target, tally: Tally, number: int) -> None:
    @seed(number)
    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        derandomize=False,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(target.examples)
    def check(example: Any) -> None:
        started = time.process_time()  # a busy machine is no fault of the reader's
        target.check(example)
        spent = time.process_time() - started
        tally.tried += 1
        tally.slowest = max(tally.slowest, spent)
        assert spent < SLOW, f"{spent:.1f} s"

    check()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("minutes", type=float)
    parser.add_argument("targets", nargs="*", metavar="target", help="all if none is named")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    given_ = parser.parse_args()
    chosen = [each for each in TARGETS if not given_.targets or each.name in given_.targets]
    if not chosen:
        sys.exit(f"targets are: {', '.join(each.name for each in TARGETS)}")
    print(f"seed {given_.seed}")
    for target in chosen:
        tally = fuzz(target, 60 * given_.minutes / len(chosen), given_.seed)
        print(
            f"{target.name:<10} {tally.tried:>8,} tried, slowest {tally.slowest:.2f} s", flush=True
        )


if __name__ == "__main__":
    main()
