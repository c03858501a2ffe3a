"""Every function holds all variables that its doings need: those it may do, and those its code reaches.

One process, or one merged environment, would hide what a function lacks until it fails in AWS.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from exeoflow.adapters.event_bridge.triggers import TriggerSettings
from exeoflow.adapters.step_functions.machines import MachineSettings
from exeoflow.adapters.step_functions.stack_filling import StackFilling
from exeoflow.bootstrap import Application
from local.aws.shared_clients import shared_clients
from local.place import ACCOUNT_ID, REGION
from local.template import Function, read_stack
from local.template.resolver import Deployment
from tests.permissions.policies import policies_of_functions

ROOT: Final = Path(__file__).parents[3]
CODE: Final = ROOT / "layers" / "exeoflow"
STACK: Final = read_stack(ROOT / "template.yaml", Deployment("exeoflow", REGION, ACCOUNT_ID), {})
FUNCTIONS: Final = {function.name: function for function in STACK.functions}

# Which part of the application a permission is for: by action, and by resource where an action has many uses.
PARTS: Final = {
    r"states:.*": "machines",
    r"iam:(?!PassRole).*": "machine_roles",
    r"scheduler:.*|events:(ListRules|PutRule|PutTargets|RemoveTargets|DeleteRule)": "triggers",
    r"events:PutEvents": "announcements",
    r"sqs:ChangeMessageVisibility": "redelivery",
    r"sqs:SendMessage \S*(Start|Notifications)Queue": "outbox",
    r"dynamodb:\w+ \S*ApiKeysTable.*": "keys",
    r"dynamodb:\w+ \S*ApprovalsTable.*": "approvals",
    r"dynamodb:\w+ \S*CredentialsTable.*": "credentials",
    r"ssm:.*": "vault",
    r"dynamodb:\w+ \S*ExecutionsTable.*": "executions",
    r"dynamodb:\w+ \S*NotificationsTable.*": "notifications",
    r"dynamodb:\w+ \S*VariablesTable.*": "variables",
    r"dynamodb:\w+ \S*WebhooksTable.*": "webhooks",
    r"dynamodb:\w+ \S*WorkflowsTable.*": "workflows",
    r"s3:\w+ \S*filesbucket.*": "files",
    r"lambda:InvokeFunction \S*RunCodeFunction": "code_runs",
}
# Passed on with a call that another row has, used by Lambda itself, read by the task apart from the API, or
# for what a node names, which no variable says.
NO_PARTS: Final = (
    r"iam:PassRole .*|sqs:SendMessage \S*DeadLetterQueue|ssm:GetParameter .*|s3:\w+ \S*:::for-workflows-.*"
    r"|ses:Send(Raw)?Email .*"
)
# What the tasks and the API read beside the parts of the application.
READERS: Final = {"environment", "setting"}


@pytest.fixture(scope="module", autouse=True)
def _region() -> Iterator[None]:
    """Lambda sets it itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        yield


@pytest.fixture(scope="module", autouse=True)
def _clients(_region: None) -> Iterator[None]:
    """The parts of each function would make the same ones again."""
    with shared_clients():
        yield


def parts_by_policies(name: str) -> set[str]:
    found = set()
    for permission in policies_of_functions()[name].all:
        right = f"{permission.action} {permission.pattern}"
        parts = {part for form, part in PARTS.items() if re.match(rf"({form})(\s|$)", right)}
        assert parts or re.fullmatch(NO_PARTS, right), f"No part of the application is known to use {right}."
        found |= parts
    return found


@cache
def syntax_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file's syntax tree; a file is reached by many functions."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imported_files(path: Path) -> frozenset[Path]:
    modules = {
        name
        for node in syntax_of(path)
        if isinstance(node, ast.ImportFrom) and node.module
        for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
    }
    return frozenset(file for module in modules for file in files_of(module))


def files_of(module: str) -> Iterator[Path]:
    path = CODE / module.replace(".", "/")
    yield from (file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file())


@cache
def reached_code(start: Path) -> frozenset[Path]:
    """All modules that a file imports, directly or not; adapters are wired by the composition root alone."""
    reached, waiting = {start}, [start]
    while waiting:
        for file in imported_files(waiting.pop()):
            if file not in reached and file != CODE / "exeoflow" / "bootstrap.py":
                reached.add(file)
                waiting.append(file)
    return frozenset(reached)


def parts_by_code(function: Function) -> set[str]:
    known = {name for name in dir(Application) if not name.startswith("_")}
    files = reached_code(function.code / "app.py")
    return set().union(*(parts_named_in(file) for file in files)) & (known - READERS)


@cache
def parts_named_in(path: Path) -> frozenset[str]:
    return frozenset(
        node.attr
        for node in syntax_of(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if node.value.id in {"app", "ports"}
    )


def variables_by_code(function: Function) -> set[str]:
    return set().union(*(variables_named_in(file) for file in reached_code(function.code / "app.py")))


@cache
def variables_named_in(path: Path) -> frozenset[str]:
    """The names in `environment["NAME"]` and `app.setting("NAME")`."""
    found = set()
    for node in syntax_of(path):
        match node:
            case (
                ast.Subscript(
                    value=ast.Name(id="environment") | ast.Attribute(attr="environment"),
                    slice=ast.Constant(value=str(name)),
                )
                | ast.Call(func=ast.Attribute(attr="setting"), args=[ast.Constant(value=str(name))])
            ):
                found.add(name)
    return frozenset(found)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_the_variables_of_all_that_its_policies_let_it_do(name: str) -> None:
    app = Application(FUNCTIONS[name].environment)

    for part in parts_by_policies(name):
        assert getattr(app, part) is not None, part


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_the_variables_of_all_that_its_code_reaches(name: str) -> None:
    app = Application(FUNCTIONS[name].environment)

    for part in parts_by_code(FUNCTIONS[name]):
        assert getattr(app, part) is not None, part
    assert variables_by_code(FUNCTIONS[name]) <= FUNCTIONS[name].environment.keys()


@pytest.mark.parametrize(
    "chosen", [{"WorkspaceIsolation": "single-tenant"}, {"CredentialsVault": "secrets-manager"}]
)
def test_what_an_operator_may_choose_needs_no_variable_that_a_function_lacks(chosen: dict[str, str]) -> None:
    stack = read_stack(ROOT / "template.yaml", Deployment("exeoflow", REGION, ACCOUNT_ID), chosen)

    for function in stack.functions:
        app = Application(function.environment)
        for part in parts_by_policies(function.name) & {"machine_roles", "vault"}:
            assert getattr(app, part) is not None, part


def test_the_search_finds_what_is_known() -> None:
    retry, asking, calling = (
        FUNCTIONS[f"exeoflow-{name}Function"]
        for name in ("RetryExecution", "RequestApproval", "RunHttpRequest")
    )

    assert {"machines", "workflows", "executions"} <= parts_by_code(retry)
    assert {"machines", "machine_roles", "workflows", "executions", "keys", "outbox"} == parts_by_policies(
        retry.name
    )
    assert variables_by_code(asking) == {"API_URL"}
    assert variables_by_code(calling) == {"CREDENTIALS_PATH", "HTTP_ALLOWED_HOSTS"}


@pytest.mark.parametrize("part", sorted(set(PARTS.values())))
def test_a_part_is_not_made_of_an_empty_variable(part: str) -> None:
    empty = dict.fromkeys(FUNCTIONS["exeoflow-RetryExecutionFunction"].environment, "")

    with pytest.raises(ValueError, match="is empty"):
        getattr(Application(empty), part)


@pytest.mark.parametrize("settings", [MachineSettings, StackFilling, TriggerSettings])
def test_settings_have_no_defaults(settings: Any) -> None:
    assert [field.name for field in fields(settings) if field.default is not MISSING] == []


def test_variables_that_many_need_stand_in_one_place() -> None:
    """All functions have the same variables, but for those that one function alone reads."""
    counts = {name: [each for each in FUNCTIONS.values() if name in each.environment] for name in all_names()}

    assert {
        name: len(having) for name, having in counts.items() if len(having) not in {1, len(FUNCTIONS)}
    } == {}


def all_names() -> set[str]:
    return {name for function in FUNCTIONS.values() for name in function.environment}


def test_the_variables_of_a_function_fit_into_what_lambda_takes() -> None:
    """4 KB for all, with the longest names of stack and region, and 500 letters of allowed hosts."""
    deployment = Deployment("s" * 21, "ap-southeast-1", ACCOUNT_ID, partition="aws-us-gov")
    stack = read_stack(ROOT / "template.yaml", deployment, {"HttpAllowedHosts": "h" * 500})
    suffixes = 14  # what CloudFormation adds to a name that it makes up

    for function in stack.functions:
        sizes = [len(name) + len(value) + suffixes for name, value in function.environment.items()]
        assert sum(sizes) <= 4096, function.name
