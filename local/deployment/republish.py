"""Publish every workflow's state machine anew, as the stack and this release would make it now.

A parameter such as the prefix of resources heals by itself with the next start of each workflow. What stands
beside a machine's definition (tracing, role, logs), and what a new release makes of a graph, comes to all
workflows by this.
"""

from collections.abc import Callable, Iterator, Sequence

from botocore.session import Session

from exeoflow.adapters import clients
from exeoflow.adapters.dynamodb.workflows.items import HEAD
from exeoflow.bootstrap import Application
from exeoflow.errors import Unavailable, WorkflowInvalid
from exeoflow.service.workflows.publication import republished
from local.aws.replacement import replaced
from local.deployment.account import client
from local.deployment.errors import CannotDeployError
from local.deployment.functions import variables
from local.deployment.pace import Pace
from local.deployment.stack import outputs
from local.deployment.target import Target

Say = Callable[[str], None]
_TRIES = 5
_SHOWN_EVERY = 100


def republish(target: Target, pace: Pace, say: Say, after: str | None = None) -> None:
    """Publish all workflows in the order of their ids, from the one behind `after` on.

    Raises `CannotDeployError` at the end if there are some that could not be published; it names them.
    """
    table = outputs(target)["WorkflowsTableName"]
    app = Application(dict(variables(target, "UpdateWorkflowFunction")))
    found = sorted(_workflows(target, table), key=lambda workflow: workflow[1])
    waiting = [workflow for workflow in found if after is None or workflow[1] > after]
    # The application's clients are those of the process, whose region may be another one.
    regional = Session()
    regional.set_config_variable("region", target.region)
    with replaced(clients, "session", lambda: regional):
        refused = list(_refused(app, pace, waiting, say))
    if refused:
        raise CannotDeployError(f"Not published: {', '.join(refused)}.")
    say(f"Published {len(waiting)} workflows.")


def _refused(app: Application, pace: Pace, waiting: Sequence[tuple[str, str]], say: Say) -> Iterator[str]:
    """Publish all, and yield the ids of those that cannot be."""
    for number, (workspace, workflow_id) in enumerate(waiting, start=1):
        if not _is_published(app, pace, workspace, workflow_id):
            yield workflow_id
        if number % _SHOWN_EVERY == 0:
            say(f"Published {number} of {len(waiting)}; AFTER={workflow_id} goes on from here.")


def _workflows(target: Target, table: str) -> Iterator[tuple[str, str]]:
    """Yield workspace and id of all workflows, by the index that holds nothing else."""
    pages = client(target, "dynamodb").get_paginator("scan").paginate(TableName=table, IndexName="by_status")
    for page in pages:
        for item in page["Items"]:
            if item["sk"]["S"].startswith(HEAD):
                yield item["pk"]["S"], item["sk"]["S"].removeprefix(HEAD)


def _is_published(app: Application, pace: Pace, workspace: str, workflow_id: str) -> bool:
    """Publish one workflow; one that was deleted meanwhile needs nothing."""
    for _ in range(_TRIES):
        pace.wait()
        workflow = app.workflows.get(workspace, workflow_id)
        if workflow is None:
            return True
        try:
            republished(app, workflow)
        except WorkflowInvalid:
            return False
        except Unavailable:
            continue
        return True
    return False
