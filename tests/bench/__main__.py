"""Runs all measurements, or those named: `python -m tests.bench compile handlers`."""

import sys
from importlib import import_module

MEASUREMENTS = ("compile", "handlers", "functions", "local", "webhooks", "embedded", "code", "command")
LONG = ("memory",)
"""Those that take minutes: only where they are named."""


def main(names: list[str]) -> int:
    """Print what `sections()` of each module `tests.bench.bench_<name>` yields."""
    unknown = set(names) - {*MEASUREMENTS, *LONG}
    if unknown:
        print(
            f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS + LONG)}",
            file=sys.stderr,
        )
        return 1
    for name in names or MEASUREMENTS:
        for section in import_module(f"tests.bench.bench_{name}").sections():
            print(section.text(), end="\n\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
