"""Bring the state machine of a stored revision into being.

A revision is stored first and published second. Whatever fails between the two leaves a stored revision
without a publication, and every use case that needs one calls `published`, which makes up for it. It also
publishes anew what was filled in otherwise than the stack would now.
"""

import hashlib
from contextlib import suppress
from dataclasses import replace

from exeoflow.errors import Unavailable, WorkflowInvalid
from exeoflow.model import json
from exeoflow.model.execution import express_machine
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import Publication, StoredWorkflow
from exeoflow.service.ports import Ports
from exeoflow.service.ports.state_machines import MachineKind, MachineVersion
from exeoflow.service.workflows.compilation import Compilation, compile_stored
from exeoflow.service.workflows.placeholders import has_placeholders


def published(ports: Ports, workflow: StoredWorkflow) -> StoredWorkflow:
    """Return the workflow with its publication, made now if it is missing; what cannot run has none."""
    if workflow.publication is None:
        return republished(ports, workflow)
    if workflow.publication.filling_hash == ports.machines.filling_hash:
        return workflow
    # A machine of yesterday is better than none: neither a compiler that has become stricter nor an AWS that
    # throttles keeps a published workflow from starting. The next start tries again.
    with suppress(WorkflowInvalid, Unavailable):
        return _filled_anew(ports, workflow)
    return workflow


def republished(ports: Ports, workflow: StoredWorkflow) -> StoredWorkflow:
    """Publish the workflow anew, whatever was published before."""
    return publish(ports, workflow, compile_stored(workflow))


def publish(ports: Ports, workflow: StoredWorkflow, compilation: Compilation | None) -> StoredWorkflow:
    """Publish a stored revision and note it in the store; what cannot run has nothing to publish."""
    if compilation is None or has_placeholders(workflow):
        return workflow
    definition = ports.machines.fill(workflow.workspace, compilation.definition)
    version = MachineVersion(
        workflow.workspace,
        workflow.id,
        workflow.revision,
        definition,
        is_replacement=workflow.publication is not None,
    )
    publication = Publication(
        version_arn=ports.machines.publish(version),
        definition_hash=_hash_of(definition),
        filling_hash=ports.machines.filling_hash,
        source_map=compilation.source_map,
        express_arn=_express_published(ports, workflow, compilation.express),
    )
    return _noted(ports, workflow, publication)


def still_published(
    ports: Ports, workflow: StoredWorkflow, compilation: Compilation | None
) -> Publication | None:
    """Return the workflow's publication if its machine is what `publish` would make of `compilation`."""
    kept = workflow.publication
    if compilation is None or kept is None:
        return None
    definition = ports.machines.fill(workflow.workspace, compilation.definition)
    if kept.definition_hash != _hash_of(definition):
        return None
    if (kept.express_arn is None) != (compilation.express is None):
        return None
    return replace(kept, filling_hash=ports.machines.filling_hash)


def _filled_anew(ports: Ports, workflow: StoredWorkflow) -> StoredWorkflow:
    compilation = compile_stored(workflow)
    kept = still_published(ports, workflow, compilation)
    # Most machines have nothing to fill in: for them it is enough to note that they are right.
    return publish(ports, workflow, compilation) if kept is None else _noted(ports, workflow, kept)


def _express_published(ports: Ports, workflow: StoredWorkflow, definition: JsonObject | None) -> str | None:
    """Publish the second machine of a workflow that is to have one."""
    if definition is None:
        return None
    version = MachineVersion(
        workflow.workspace,
        express_machine(workflow.id),
        workflow.revision,
        ports.machines.fill(workflow.workspace, definition),
        is_replacement=workflow.publication is not None,
        kind=MachineKind.EXPRESS,
    )
    return ports.machines.publish(version)


def _noted(ports: Ports, workflow: StoredWorkflow, publication: Publication) -> StoredWorkflow:
    # A workflow deleted meanwhile leaves its machine behind; the sweep deletes it once nobody can publish.
    ports.workflows.set_publication(workflow, publication)
    return replace(workflow, publication=publication)


def _hash_of(definition: JsonObject) -> str:
    return hashlib.sha256(json.canonical(definition)).hexdigest()
