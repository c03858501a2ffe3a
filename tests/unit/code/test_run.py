"""What a run is asked for, and processes that come and go."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from exeoflow.code.errors import CodeFailed, CodeInvalid
from exeoflow.code.run import code_answer, run_code
from exeoflow.code.workers import Workers
from tests.unit.code.conftest import OS, Run


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


def test_a_nursery_that_died_is_replaced() -> None:
    workers = Workers()
    payload = {"language": "javascript", "source": "return 1"}
    run_code(payload, workers)
    nursery = workers._nurseries["javascript"]._process  # noqa: SLF001 - somebody kills it
    os.kill(nursery.pid, signal.SIGKILL)
    nursery.wait()

    assert run_code(payload, workers)["output"] == 1
    workers.close()


def test_what_runs_ends_with_its_workers() -> None:
    workers = Workers()
    payload = {"language": "python", "source": "while True: pass", "timeout": 60}
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run_code, payload, workers)
        while not (workers._nurseries or running.done()):  # noqa: SLF001 - nothing else says that it has begun
            time.sleep(0.01)
        workers.close()

        with pytest.raises(CodeFailed):
            running.result()


@pytest.mark.parametrize("source", ["return Math.random()", "DateTime; return Math.random()"])
def test_each_run_has_random_numbers_of_its_own(output: Run, source: str) -> None:
    assert len({output(source) for _ in range(3)}) == 3


def test_a_run_has_no_file_but_the_three_of_any_process(output: Run) -> None:
    source = f"""{OS}
def is_open(number):
    try:
        return bool(os.fstat(number))
    except OSError:
        return False
return [number for number in range(64) if is_open(number)]"""

    assert output(source, language="python") == [0, 1, 2]


def test_a_nursery_that_does_not_live_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exeoflow.code.workers._BEGIN", "raise SystemExit")
    workers = Workers()

    with pytest.raises(CodeFailed, match="could not be started"):
        run_code({"language": "python", "source": "return 1"}, workers)
    workers.close()


def test_many_threads_run_code_at_once(output: Run) -> None:
    with ThreadPoolExecutor(12) as pool:
        found = list(pool.map(lambda n: output("return $input * 2", values={"input": n}), range(24)))

    assert found == [2 * n for n in range(24)]


def test_an_answer_fits_into_a_state_as_that_writes_it(workers: Workers) -> None:
    def answered(source: str) -> dict[str, Any]:
        return code_answer({"language": "javascript", "source": source}, workers)

    # As text in JSON each quote takes two characters, and an umlaut takes two bytes.
    fits, quoted, wide = (answered(f"return '{each}'.repeat(150000)") for each in ("x", '"', "ä"))

    assert len(fits["output"]) == 150_000
    assert quoted["error"]["code"] == wide["error"]["code"] == "Code.ResultTooLarge"


def test_an_error_is_an_answer(workers: Workers) -> None:
    source = "console.log(1); throw new Error('no')"

    assert code_answer({"language": "javascript", "source": source}, workers) == {
        "error": {"code": "Code.Failed", "message": "Error: no (line 1)"},
        "logs": ["1"],
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"items": [1], "nodes": {"A": [2]}}, [[1], [2]]),
        ({"items": {"a": 1}, "nodes": {"A": {"items": [3], "paired": [0]}}}, [[{"a": 1}], [3]]),
        ({"items": None, "nodes": {"A": 5}}, [[], [5]]),
        ({"items": [], "nodes": {"A": None}}, [[], None]),
    ],
)
def test_nodes_of_n8n_have_items_whatever_they_put_out(
    workers: Workers, values: dict[str, Any], expected: Any
) -> None:
    source = (
        "const of = (items) => items.map((item) => item.json);"
        " return [of($input.all()), $('A').isExecuted ? of($('A').all()) : null]"
    )
    payload = {"language": "javascript", "names": "n8n", "mode": "value", "source": source, "values": values}

    assert code_answer(payload, workers)["output"] == expected


def test_who_keeps_the_result_as_a_file_may_have_more_than_a_state(workers: Workers) -> None:
    payload = {"language": "javascript", "source": "return 'ä'.repeat($input)", "most_bytes": 600_000}

    assert len(code_answer({**payload, "values": {"input": 290_000}}, workers)["output"]) == 290_000
    error = code_answer({**payload, "values": {"input": 310_000}}, workers)["error"]
    assert error == {
        "code": "Code.ResultTooLarge",
        "message": "the result has 620026 bytes; 600000 are allowed",
    }
