"""How long code waits for its process: cold, and warm where the language is loaded."""

from collections.abc import Iterator
from typing import Any, Final

from exeoflow.code.run import run_code
from exeoflow.code.workers import Workers
from tests.bench.report import Section, median_ms

_ROUNDS: Final = 15
_SOURCES: Final = {
    "JavaScript": {"language": "javascript", "source": "return $input.n + 1"},
    "JavaScript with luxon": {
        "language": "javascript",
        "source": "return DateTime.fromISO('2026-07-01', {zone: 'Europe/Berlin'}).toISO()",
    },
    "JavaScript with n8n's names": {
        "language": "javascript",
        "names": "n8n",
        "source": "return $input.all()",
    },
    "Python": {"language": "python", "source": "return input['n'] + 1"},
}


def sections() -> Iterator[Section]:
    """Yield the times of a run; the code itself takes less than a tenth of a millisecond."""
    columns = ("code", "cold ms", "warm ms")
    yield Section("A run of code", columns, [(name, *_times(each)) for name, each in _SOURCES.items()])


def _times(payload: dict[str, str]) -> tuple[str, ...]:
    asked: dict[str, Any] = {**payload, "values": {"input": {"n": 1}, "items": [{"n": 1}]}}
    cold = median_ms(lambda: _once(asked), 5)
    workers = Workers()
    run_code(asked, workers)
    warm = median_ms(lambda: run_code(asked, workers), _ROUNDS)
    workers.close()
    return f"{cold:.0f}", f"{warm:.1f}"


def _once(asked: dict[str, Any]) -> None:
    workers = Workers()
    run_code(asked, workers)
    workers.close()
