"""Every function may do exactly what it does: nothing is missing, nothing is to spare."""

import pytest

from local.place import STACK_NAME
from tests.permissions.needs import Need, needs_of
from tests.permissions.policies import Permission, permissions_of_policy, policies_of_functions
from tests.permissions.recording import Call

pytestmark = pytest.mark.slow

POLICIES = policies_of_functions()
SHARED = sorted({name for policies in POLICIES.values() for name in policies.shared})

# Permissions that the recorded run cannot show, each with the way that needs it.
_OLD_START = "looks after a start that was asked for minutes before"
_POLICY = "is needed where the workflow has a setting of concurrency or debounce that others show"
_TRIGGERED = "takes away the triggers of a workflow, as DeleteWorkflow does"
UNSEEN = {
    **{
        (function, action): _POLICY
        for function in (
            "BackfillWorkflow",
            "CallWebhook",
            "ChangeExecutions",
            "RetryExecution",
            "StartByEvent",
        )
        for action in ("dynamodb:DeleteItem", "sqs:SendMessage", "states:StopExecution")
    },
    **{
        ("BackfillWorkflow", action): _OLD_START
        for action in ("dynamodb:Query", "dynamodb:UpdateItem", "states:DescribeExecution")
    },
    **{
        ("ChangeWorkflows", action): _TRIGGERED
        for action in (
            "dynamodb:DeleteItem",
            "events:DeleteRule",
            "events:ListRules",
            "events:RemoveTargets",
            "scheduler:DeleteSchedule",
            "scheduler:ListSchedules",
        )
    },
    (
        "ChangeExecutions",
        "states:GetExecutionHistory",
    ): "asks for the end of what it retries, as RetryExecution does",
    ("ChangeExecutions", "dynamodb:UpdateItem"): "counts a start of a workflow that bounds them",
    ("ImportWorkflow", "dynamodb:Query"): "looks for the answer that a repeated import had",
    ("SweepExecutions", "states:StartExecution"): "lets begin what waited and nobody let begin",
    ("AnswerApproval", "states:GetExecutionHistory"): "looks whether an answer whose sender failed arrived",
    ("CallWebhook", "states:DescribeExecution"): _OLD_START,
    ("ExecuteWorkflow", "dynamodb:Query"): _OLD_START,
    ("ExecuteWorkflow", "states:DescribeExecution"): _OLD_START,
    ("RetryExecution", "states:DescribeExecution"): _OLD_START,
    ("StartByEvent", "dynamodb:Query"): _OLD_START,
    ("StartByEvent", "states:DescribeExecution"): _OLD_START,
    ("CallWebhook", "dynamodb:DeleteItem"): "gives back the signature of a call that started nothing",
    ("CallWebhook", "dynamodb:PutItem"): "remembers the signature of a call, lest it is replayed",
    ("CreateWebhook", "dynamodb:DeleteItem"): "takes back the webhook of a workflow deleted at the same time",
    ("StartByEvent", "sqs:SendMessage"): "Lambda itself sends what failed for good, by the function's role",
}


def short(function: str) -> str:
    return function.removeprefix(f"{STACK_NAME}-").removesuffix("Function")


def used_by(function: str, calls: list[Call]) -> set[Need]:
    return {need for call in calls if call.function == function for need in needs_of(call)}


def spare(permissions: set[Permission], needs: set[Need]) -> list[Permission]:
    return sorted(each for each in permissions if not any(each.covers(need) for need in needs))


@pytest.mark.parametrize("function", POLICIES)
def test_a_function_may_do_all_that_it_does(function: str, calls: list[Call]) -> None:
    allowed = POLICIES[function].all

    missing = [need for need in used_by(function, calls) if not any(each.covers(need) for each in allowed)]

    assert sorted(missing) == []


@pytest.mark.parametrize("function", POLICIES)
def test_a_function_may_do_nothing_that_it_never_does(function: str, calls: list[Call]) -> None:
    unused = spare(set(POLICIES[function].own), used_by(function, calls))

    assert [each for each in unused if (short(function), each.action) not in UNSEEN] == []


@pytest.mark.parametrize("policy", SHARED)
def test_a_shared_policy_allows_nothing_that_none_of_its_functions_does(
    policy: str, calls: list[Call]
) -> None:
    users = [function for function, policies in POLICIES.items() if policy in policies.shared]
    needs = {need for function in users for need in used_by(function, calls)}

    assert spare(permissions_of_policy(policy), needs) == []
