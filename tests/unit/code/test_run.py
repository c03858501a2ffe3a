"""What a run is asked for, and processes that come and go."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from exeoflow.code.errors import CodeInvalid
from exeoflow.code.run import run_code
from exeoflow.code.workers import Workers
from tests.unit.code.conftest import Run


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({"language": "ruby", "source": ""}, "the language must be one of javascript, python"),
        ({"language": "javascript", "source": 5}, "the source must be a text of at most 65536 bytes"),
        (
            {"language": "javascript", "source": "ä" * 40_000},
            "the source must be a text of at most 65536 bytes",
        ),
        ({"language": "python", "source": "", "timeout": 61}, "timeout must be a number of seconds up to 60"),
        (
            {"language": "python", "source": "", "timeout": True},
            "timeout must be a number of seconds up to 60",
        ),
    ],
)
def test_what_cannot_be_run_is_refused(workers: Workers, payload: dict[str, Any], message: str) -> None:
    with pytest.raises(CodeInvalid, match=message):
        run_code(payload, workers)


def test_large_values_reach_the_code(output: Run) -> None:
    values = {"input": ["x" * 1000] * 5000}

    assert output("return $input.length", values=values) == 5000
    assert output("return len(input)", language="python", values=values) == 5000


def test_a_spare_process_that_died_is_replaced() -> None:
    workers = Workers()
    payload = {"language": "javascript", "source": "return 1"}
    run_code(payload, workers)
    spare = workers._spare["javascript"]  # noqa: SLF001 - somebody kills it
    os.kill(spare.pid, signal.SIGKILL)
    spare.wait()

    assert run_code(payload, workers)["output"] == 1
    workers.close()


def test_many_threads_run_code_at_once(output: Run) -> None:
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(lambda n: output("return $input * 2", values={"input": n}), range(24)))

    assert found == [2 * n for n in range(24)]
