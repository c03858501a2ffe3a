"""All machines of a stack are published anew, as its parameters and this release would make them."""

import json
from typing import Any

import boto3
import pytest

from exeoflow.bootstrap import Application
from exeoflow.errors import Unavailable, WorkflowInvalid
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.publication import republished as publish_anew
from local.aws.resources import create_resources
from local.deployment import republish as republication
from local.deployment.errors import CannotDeployError
from local.deployment.functions import variables
from local.deployment.pace import Pace
from local.deployment.republish import republish
from local.deployment.stack import outputs
from local.place import ACCOUNT_ID, REGION, TEMPLATE
from local.template import Stack, read_stack
from local.template.resolver import Deployment
from tests.fakes.graphs import greeting_graph
from tests.unit.deployment.conftest import TARGET, Told

pytestmark = pytest.mark.slow


def declared(**parameters: str) -> Stack:
    return read_stack(TEMPLATE, Deployment(TARGET.stack_name, REGION, ACCOUNT_ID), parameters)


def environment(stack: Stack) -> dict[str, str]:
    [updating] = [each for each in stack.functions if each.name.endswith("UpdateWorkflowFunction")]
    return dict(updating.environment)


@pytest.fixture
def app(aws: None, monkeypatch: pytest.MonkeyPatch) -> Application:
    """What published the workflows, before the parameter `Tracing` was changed."""
    del aws
    stack, changed = declared(), declared(Tracing="on")
    for table in stack.tables.values():
        boto3.client("dynamodb").create_table(**table.declaration)
    create_resources(stack)
    names = {"WorkflowsTableName": stack.tables["WorkflowsTable"].name}
    monkeypatch.setattr(republication, "outputs", lambda _: names)
    monkeypatch.setattr(republication, "variables", lambda *_: environment(changed))
    return Application(environment(stack))


@pytest.fixture
def workflows(app: Application) -> list[StoredWorkflow]:
    new = NewWorkflow("Greet", graph=greeting_graph())
    return [create_workflow(app, workspace, new) for workspace in ("acme", "acme", "globex")]


def pace() -> Pace:
    return Pace(1_000)


def traced() -> dict[str, bool]:
    client = boto3.client("stepfunctions")
    found = [
        client.describe_state_machine(stateMachineArn=machine["stateMachineArn"])
        for machine in client.list_state_machines()["stateMachines"]
    ]
    return {each["name"].partition("-wf_")[2]: each["tracingConfiguration"]["enabled"] for each in found}


def test_every_workflow_gets_a_machine_with_the_new_settings(
    workflows: list[StoredWorkflow], say: Told
) -> None:
    assert set(traced().values()) == {False}

    republish(TARGET, pace(), say)

    assert list(traced().values()) == [True] * len(workflows)
    assert say.lines == ["Published 3 workflows."]


def test_a_stack_is_reached_in_its_own_region(
    workflows: list[StoredWorkflow], say: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")

    republish(TARGET, pace(), say)

    assert say.lines == [f"Published {len(workflows)} workflows."]


def test_who_was_interrupted_goes_on(workflows: list[StoredWorkflow], say: Told) -> None:
    first, *others = sorted(workflow.id for workflow in workflows)

    republish(TARGET, pace(), say, after=first)

    assert {name for name, is_traced in traced().items() if is_traced} == {
        each.removeprefix("wf_") for each in others
    }


def test_the_way_to_go_on_is_shown_now_and_then(
    workflows: list[StoredWorkflow], say: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(republication, "_SHOWN_EVERY", 2)
    second = sorted(workflow.id for workflow in workflows)[1]

    republish(TARGET, pace(), say)

    assert say.lines[0] == f"Published 2 of 3; AFTER={second} goes on from here."


def test_drafts_and_deleted_workflows_need_nothing(
    app: Application, say: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_workflow(app, "acme", NewWorkflow("Draft"))
    gone = create_workflow(app, "acme", NewWorkflow("Gone", graph=greeting_graph()))
    delete_workflow(app, "acme", gone.id)
    seen = [("acme", gone.id), ("acme", create_workflow(app, "acme", NewWorkflow("Draft")).id)]
    monkeypatch.setattr(republication, "_workflows", lambda *_: seen)

    republish(TARGET, pace(), say)

    assert traced() == {}


@pytest.mark.parametrize(("failure", "tries"), [(Unavailable(), 5), (WorkflowInvalid(()), 1)])
def test_a_workflow_that_cannot_be_published_is_named_and_holds_up_nobody(
    workflows: list[StoredWorkflow],
    say: Told,
    monkeypatch: pytest.MonkeyPatch,
    failure: Exception,
    tries: int,
) -> None:
    refused, *_ = sorted(workflow.id for workflow in workflows)
    tried = []

    def republished(app: Any, workflow: StoredWorkflow) -> StoredWorkflow:
        if workflow.id == refused:
            tried.append(workflow.id)
            raise failure
        return publish_anew(app, workflow)

    monkeypatch.setattr(republication, "republished", republished)

    with pytest.raises(CannotDeployError, match=f"Not published: {refused}"):
        republish(TARGET, pace(), say)
    assert (len(tried), sum(traced().values())) == (tries, 2)


@pytest.mark.usefixtures("aws")
def test_variables_and_outputs_are_those_of_the_deployed_stack() -> None:
    role = boto3.client("iam").create_role(RoleName="run", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    function = {
        "Code": {"ZipFile": "def handler(*_): ..."},
        "Handler": "index.handler",
        "Runtime": "python3.13",
        "Role": role,
        "Environment": {"Variables": {"WORKFLOWS_TABLE": "workflows"}},
    }
    template = {
        "Resources": {"UpdateWorkflowFunction": {"Type": "AWS::Lambda::Function", "Properties": function}},
        "Outputs": {"WorkflowsTableName": {"Value": "workflows"}},
    }
    boto3.client("cloudformation").create_stack(
        StackName=TARGET.stack_name, TemplateBody=json.dumps(template)
    )

    assert variables(TARGET, "UpdateWorkflowFunction") == {"WORKFLOWS_TABLE": "workflows"}
    assert outputs(TARGET) == {"WorkflowsTableName": "workflows"}


@pytest.mark.usefixtures("aws")
def test_a_stack_that_is_not_there_is_named() -> None:
    with pytest.raises(CannotDeployError, match="There is no stack exeoflow-staging in eu-central-1"):
        outputs(TARGET)
