"""Python: the same function, with the parts of the standard library that only compute."""

from typing import Any

import pytest

from tests.unit.code.conftest import OS, Run

PYTHON = {"language": "python"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("return sum(line['price'] for line in input)", 3),
        ("return [trigger, nodes, vars]", [1, {}, {}]),
        ("print('hi')\nreturn {'a': (1, None, True)}", {"a": [1, None, True]}),
        ("import json, math\nfrom decimal import Decimal\nreturn [json.loads('[1]'), math.pi, str(Decimal('0.10'))]",
         [[1], 3.141592653589793, "0.10"]),
        ("from datetime import datetime\nreturn datetime.strptime('2026-01-02', '%Y-%m-%d').strftime('%A')", "Friday"),
        ("from zoneinfo import ZoneInfo\nfrom datetime import datetime\n"
         "return datetime(2026, 7, 1, tzinfo=ZoneInfo('Europe/Berlin')).isoformat()", "2026-07-01T00:00:00+02:00"),
        ("return ['ä', chr(0xd800)]", ["ä", "?"]),
        ("größe = 1\ndef über(ﬁ): return ﬁ\nreturn über(größe)", 1),
        ("def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\nreturn f(10)", 55),
    ],
)  # fmt: skip
def test_a_source_returns_json(output: Run, source: str, expected: Any) -> None:
    values = {"input": [{"price": 1}, {"price": 2}], "trigger": 1}

    assert output(source, values=values, **PYTHON) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1\nreturn x.y", "Code.Failed: AttributeError: 'int' object has no attribute 'y' (line 2)"),
        ("x = (\nreturn", "Code.InvalidSource: SyntaxError: '(' was never closed (line 1)"),
        ("return 'a\0'", "Code.InvalidSource: SyntaxError: source code string cannot contain null bytes"),
        ("raise SystemExit", "Code.Failed: SystemExit:  (line 1)"),
        ("class E(Exception):\n    def __str__(self): raise ValueError\nraise E", "Code.Failed: E (line 3)"),
        ("pass", "Code.InvalidResult: the code returns nothing: end it with `return`"),
        ("return {1, 2}", "Code.InvalidResult: the result is a set, which is no JSON: use sorted(value)"),
        ("return [float('nan')]", "Code.InvalidResult: the result[0] is nan, which is no JSON"),
        ("return 2 ** 60",
         "Code.InvalidResult: the result is a whole number of more than 53 bits, which is no JSON: use str(value)"),
        ("return {1: 2}", "Code.InvalidResult: the result has the key 1, which is no JSON: use str(key)"),
        ("from decimal import Decimal\nreturn [Decimal('1')]",
         "Code.InvalidResult: the result[0] is a Decimal, which is no JSON: use str(value)"),
        ("def main(input):\n    return 1", "Code.InvalidResult: the code returns nothing: end it with `return`"),
        ("return 'x' * 300000", "Code.ResultTooLarge: the result is larger than 245760 characters of JSON"),
        ("a = []\nwhile True: a.append('x' * 100000)", "Code.OutOfMemory: the code wants more than 128 MiB (line 2)"),
        ("import os",
         "Code.Failed: ImportError: there is no module os here, only such as compute: json, re, math, datetime ... (line 1)"),
        ("open('/etc/passwd')", "Code.Failed: NameError: name 'open' is not defined (line 1)"),
    ],
)  # fmt: skip
def test_a_fault_is_an_error_with_its_line(failure: Run, source: str, expected: str) -> None:
    assert failure(source, timeout=60, **PYTHON) == expected


@pytest.mark.parametrize(
    "source",
    [
        "while True: pass",
        "import time\ntime.sleep(9)",
        "while True: print('y')",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    ],
)
def test_code_without_end_is_ended(failure: Run, source: str) -> None:
    assert failure(source, timeout=0.3, **PYTHON).startswith("Code.Timeout: the code ran longer than 0.3 s")


@pytest.mark.parametrize(
    "attempt",
    [
        "os.listdir('/')",
        "os.open('/etc/passwd', 0)",
        "os.fork()",
        "os.kill(os.getppid(), 9)",
        "os.system('true')",
        "re.enum.sys.modules['builtins'].open('/etc/passwd')",
    ],
)
def test_what_reaches_beyond_the_process_is_refused(failure: Run, attempt: str) -> None:
    assert "code reaches no files, processes or connections" in failure(OS + attempt, **PYTHON)


def test_the_process_has_no_environment_and_no_rights(output: Run) -> None:
    assert output(OS + "return [dict(os.environ), os.geteuid() != 0]", **PYTHON) == [{}, True]


@pytest.mark.parametrize(
    ("attempt", "expected"),
    [
        ("os._exit(0)", "Code.Failed: the code ended its process without a result"),
        ("os.write(1, b'{')\nreturn 1", "Code.Failed: the code ended its process without a result"),
        ("os.write(1, b'{\"error\": {\"code\": \"X\", \"message\": 1, \"line\": 1}, \"logs\": []}')\nos._exit(0)",
         "Code.Failed: the code ended its process without a result"),
        ("while True: os.write(1, b'x' * 65536)", "Code.ResultTooLarge: the code writes without end"),
    ],
)  # fmt: skip
def test_an_answer_that_the_code_forges_is_not_believed(failure: Run, attempt: str, expected: str) -> None:
    assert failure(OS + attempt, **PYTHON) == expected


def test_what_is_printed_comes_back_as_lines_and_is_bounded(answer: Run) -> None:
    few = answer("print('a', 1)\nprint('b', end='')\nreturn 1", **PYTHON)["logs"]
    many = answer("for n in range(10000): print(n)\nprint('x' * 10 ** 6)\nreturn 1", **PYTHON)["logs"]

    assert few == ["a 1", "b"]
    assert (len(many), many[-1]) == (101, "…")
