"""Prints how many faults were injected into what, and what was wrong after them: `make faults`."""

import sys

from tests.faults.campaign import Tally, campaign
from tests.faults.every_scenario import SCENARIOS


def main() -> int:
    """Run all, or each so manieth case; fail if anything was wrong."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    tallies = [_told(campaign(*each, every)) for each in SCENARIOS.items()]
    wrong = [violation for tally in tallies for violation in tally.violations]
    for violation in wrong:
        print(violation)
    print(f"{sum(tally.injected for tally in tallies)} faults injected, {len(wrong)} violations")
    return 1 if wrong else 0


def _told(tally: Tally) -> Tally:
    print(f"{tally.scenario:32} {tally.calls:3} calls {tally.injected:6} faults", flush=True)
    return tally


if __name__ == "__main__":
    sys.exit(main())
