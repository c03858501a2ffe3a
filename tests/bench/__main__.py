"""Runs all measurements, or those named: `python -m tests.bench compile handlers`.

`n8n` compares with a server of n8n that runs already: its address is in `N8N_URL`, a key for its public
API in `N8N_API_KEY` (scopes to create, read, list, activate, deactivate and delete workflows).
"""

import sys
from importlib import import_module

MEASUREMENTS = ("compile", "handlers", "functions", "local", "webhooks", "embedded", "code", "command")
ASKED_FOR = ("memory", "n8n")
"""Those that take minutes, or another server: only where they are named."""


def main(names: list[str]) -> int:
    """Print what `sections()` of each module `tests.bench.bench_<name>` yields."""
    unknown = set(names) - {*MEASUREMENTS, *ASKED_FOR}
    if unknown:
        print(
            f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS + ASKED_FOR)}",
            file=sys.stderr,
        )
        return 1
    for name in names or MEASUREMENTS:
        for section in import_module(f"tests.bench.bench_{name}").sections():
            print(section.text(), end="\n\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
