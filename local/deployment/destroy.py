"""Delete a stack with all that it has made of workflows, of which CloudFormation knows nothing.

Triggers go first: while they fire, they would publish machines anew, and a bus with rules cannot be deleted.
Roles of workspaces go next, for their policy is the stack's and cannot be deleted while they have it.
Machines go last, when nothing is left that could make one. Each step finds nothing to do where it was done
before, so that whoever was interrupted calls again; a list may still have what is gone for some seconds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from botocore.exceptions import ClientError

from local.deployment.account import client
from local.deployment.pace import Pace
from local.deployment.sam import Sam
from local.deployment.stack import describe
from local.deployment.target import Target

Say = Callable[[str], None]
_SHOWN_EVERY: Final = 100
_MISSING: Final = {"ResourceNotFoundException", "NoSuchEntity", "NoSuchEntityException"}


def destroy(target: Target, sam: Sam, pace: Pace, say: Say) -> None:
    """Delete triggers, roles, stack and machines; the tables and the bucket of files remain."""
    triggers = delete_triggers(target)
    say(f"Deleted {triggers} schedules and rules.")
    say(f"Deleted {delete_roles(target)} roles of workspaces.")
    if describe(target) is None:
        say(f"There is no stack {target.stack_name} in {target.region} (any more).")
    else:
        sam.run("delete", "--stack-name", target.stack_name, "--region", target.region, "--no-prompts")
    # Whoever changed a workflow meanwhile may have left a rule on the default bus, which outlives the stack.
    delete_triggers(target)
    machines = delete_machines(target, pace, say)
    say(f"Deleted {machines} state machines. The tables of the stack remain, and its bucket of files.")


def delete_triggers(target: Target) -> int:
    """Delete the schedules of the stack's group and its rules on both buses; return how many there were."""
    schedules, rules = client(target, "scheduler"), client(target, "events")
    deleted = 0
    for name in list(_schedules(schedules, f"{target.stack_name}-triggers")):
        with _gone_before():
            schedules.delete_schedule(GroupName=f"{target.stack_name}-triggers", Name=name)
        deleted += 1
    for bus in ("default", target.stack_name):
        for name in list(_rules(rules, bus, target.workflow_prefix)):
            with _gone_before():
                _delete_rule(rules, bus, name)
            deleted += 1
    return deleted


def delete_roles(target: Target) -> int:
    """Delete the roles that were made for workspaces; return how many there were."""
    iam = client(target, "iam")
    deleted = 0
    for name in list(_roles(iam, f"/{target.stack_name}/{target.region}/workspaces/")):
        with _gone_before():
            _delete_role(iam, name)
        deleted += 1
    return deleted


def delete_machines(target: Target, pace: Pace, say: Say) -> int:
    """Delete all machines of the stack's workflows, no faster than AWS allows; return how many there were."""
    machines = client(target, "stepfunctions")
    found = list(_machines(machines, target.workflow_prefix))
    for number, arn in enumerate(found, start=1):
        pace.wait()
        machines.delete_state_machine(stateMachineArn=arn)
        if number % _SHOWN_EVERY == 0:
            say(f"Deleted {number} of {len(found)} state machines.")
    return len(found)


def _schedules(schedules: Any, group: str) -> Iterator[str]:
    pages = schedules.get_paginator("list_schedules").paginate(GroupName=group)
    for page in _unless_missing(pages):
        yield from (schedule["Name"] for schedule in page["Schedules"])


def _rules(rules: Any, bus: str, prefix: str) -> Iterator[str]:
    pages = rules.get_paginator("list_rules").paginate(EventBusName=bus, NamePrefix=prefix)
    for page in _unless_missing(pages):
        yield from (rule["Name"] for rule in page["Rules"])


def _roles(iam: Any, path: str) -> Iterator[str]:
    for page in iam.get_paginator("list_roles").paginate(PathPrefix=path):
        yield from (role["RoleName"] for role in page["Roles"])


def _machines(machines: Any, prefix: str) -> Iterator[str]:
    for page in machines.get_paginator("list_state_machines").paginate():
        for machine in page["stateMachines"]:
            if machine["name"].startswith(prefix):
                yield machine["stateMachineArn"]


def _delete_role(iam: Any, name: str) -> None:
    """Take the policy from a role, without which IAM does not let it go, and delete it."""
    for policy in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
        iam.detach_role_policy(RoleName=name, PolicyArn=policy["PolicyArn"])
    iam.delete_role(RoleName=name)


def _delete_rule(rules: Any, bus: str, name: str) -> None:
    """Delete a rule and its targets, without which AWS does not let it go."""
    targets = rules.list_targets_by_rule(Rule=name, EventBusName=bus)["Targets"]
    if targets:
        rules.remove_targets(Rule=name, EventBusName=bus, Ids=[target["Id"] for target in targets])
    rules.delete_rule(Name=name, EventBusName=bus)


def _unless_missing(pages: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the pages; none of a group or a bus that is gone with its stack."""
    with _gone_before():
        yield from pages


@contextmanager
def _gone_before() -> Iterator[None]:
    """Take for deleted what is not there: an answer was lost, or somebody else was quicker."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] not in _MISSING:
            raise
