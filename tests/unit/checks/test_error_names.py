"""Names of errors that nothing raises are warned about, and the known ones are those that tasks raise."""

from collections.abc import Iterator

import pytest

from exeoflow.code import errors as of_code
from exeoflow.compiler.checks.error_names import FAMILIES, check_error_names
from exeoflow.http_request import errors as of_http
from exeoflow.model.workflows.workflow import ErrorRule, Node, Retry
from exeoflow.service.files import errors as of_files
from exeoflow.task_failure import TaskFailure
from exeoflow.transformation import errors as of_data


def codes(kind: type[TaskFailure]) -> Iterator[str]:
    if "." in kind.__name__:
        yield kind.__name__
    for below in kind.__subclasses__():
        yield from codes(below)


def test_the_known_names_are_those_that_tasks_raise() -> None:
    rooms = {module.__name__ for module in (of_code, of_http, of_files, of_data)}
    raised = {
        code for kind in TaskFailure.__subclasses__() if kind.__module__ in rooms for code in codes(kind)
    }
    known = {f"{family}.{name}" for family, names in FAMILIES.items() if family != "States" for name in names}

    # That of an answer has the number of its status behind it.
    assert {code for code in raised if not code.startswith("Http.Status")} == known


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Http.Status5xx", "Http.Status503"),
        ("Http.TimeOut", "Http.Timeout"),
        ("http.timeout", "Http.Timeout"),
        ("States.Timout", "States.Timeout"),
        ("Http.Status200", "Http.Status404"),
        ("Code.Timeot", "Code.Timeout"),
    ],
)
def test_a_name_that_no_error_has_is_told_with_the_one_that_was_meant(name: str, meant: str) -> None:
    node = Node(
        id="a",
        type="http_request",
        retry=Retry(errors=(name,)),
        on_error=ErrorRule(action="branch", errors=(name,)),
    )

    found = list(check_error_names(1, node))

    assert [(each.rule, each.path) for each in found] == [
        ("error-name-unknown", "nodes[1].retry.errors[0]"),
        ("error-name-unknown", "nodes[1].on_error.errors[0]"),
    ]
    assert f"`{meant}`" in found[0].values["known"]


@pytest.mark.parametrize(
    "name",
    [
        "Http.Status503",
        "Http.Timeout",
        "States.ALL",
        "States.Http.Socket",
        "S3.NoSuchKey",
        "Timeout",
        "Own.Http",
        "Http",
    ],
)
def test_any_other_name_may_be_somebodys(name: str) -> None:
    assert not list(check_error_names(1, Node(id="a", type="lambda", retry=Retry(errors=(name,)))))
