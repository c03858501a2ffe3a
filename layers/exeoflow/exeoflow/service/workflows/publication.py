"""Bring the state machine of a stored revision into being.

A revision is stored first and published second. Whatever fails between the two leaves a stored revision
without a publication, and every use case that needs one calls `published`, which makes up for it.
"""

from dataclasses import replace

from exeoflow.model.stored_workflow import Publication, StoredWorkflow
from exeoflow.service.ports import Ports
from exeoflow.service.ports.state_machines import MachineVersion
from exeoflow.service.workflows.compilation import Compilation, compile_stored


def published(ports: Ports, workflow: StoredWorkflow) -> StoredWorkflow:
    """Return the workflow with its publication, made now if it is missing; a draft has none."""
    if workflow.publication is not None:
        return workflow
    return republished(ports, workflow)


def republished(ports: Ports, workflow: StoredWorkflow) -> StoredWorkflow:
    """Publish the workflow anew, whatever was published before."""
    compilation = compile_stored(workflow)
    return workflow if compilation is None else publish(ports, workflow, compilation)


def publish(ports: Ports, workflow: StoredWorkflow, compilation: Compilation) -> StoredWorkflow:
    """Publish a stored revision and note it in the store."""
    version_arn = ports.machines.publish(
        MachineVersion(workflow.workspace, workflow.id, workflow.revision, compilation.definition)
    )
    publication = Publication(version_arn, compilation.definition_hash, compilation.source_map)
    # A workflow deleted meanwhile leaves this machine behind; the sweep deletes it once nobody can publish.
    ports.workflows.set_publication(workflow, publication)
    return replace(workflow, publication=publication)
