"""Creating, reading, changing and deleting workflows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exeoflow.errors import (
    IdempotencyKeyReused,
    PreconditionFailed,
    Unavailable,
    WorkflowChanged,
    WorkflowEmpty,
    WorkflowInvalid,
    WorkflowNotFound,
)
from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.filter import WorkflowFilter
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow, WorkflowStatus
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.ports.state_machines import MachineVersion
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.get_definition import get_workflow_definition
from exeoflow.service.workflows.preconditions import Precondition
from exeoflow.service.workflows.read import get_workflow, list_workflows
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from exeoflow.service.workflows.validate import validate_workflow
from tests.fakes.graphs import BROKEN_GRAPH, TRIGGER, greeting_graph
from tests.fakes.ports import FakePorts
from tests.fakes.workflow_store import FakeWorkflowStore

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject

GREETING = NewWorkflow("Greeting", graph=greeting_graph())


def stored(ports: FakePorts, workflow_id: str) -> StoredWorkflow:
    return get_workflow(ports, "acme", workflow_id)


def test_a_new_workflow_is_stored_inactive_and_published(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", GREETING)

    assert created == stored(ports, created.id)
    assert (created.revision, created.status) == (1, WorkflowStatus.INACTIVE)
    assert created.publication is not None
    assert created.publication.source_map.node_names == {"start": "start", "greet": "Begrüßen"}
    assert len(ports.machines.versions[created.id]) == 1


def test_a_failure_of_the_compiler_is_told_and_stores_nothing(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise IndexError

    monkeypatch.setattr("exeoflow.compiler.compile_workflow", fail)

    with pytest.raises(WorkflowInvalid) as refusal:
        create_workflow(ports, "acme", GREETING)

    assert [each.rule for each in refusal.value.diagnostics] == ["compiler-failed"]
    assert "IndexError" in caplog.text
    assert list_workflows(ports, "acme", WorkflowFilter(), PageRequest()).total == 0


def test_a_draft_is_stored_but_not_published(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", NewWorkflow("Draft"))

    assert stored(ports, created.id).publication is None
    assert ports.machines.versions == {}


def test_nothing_is_stored_of_a_workflow_with_faults(ports: FakePorts) -> None:
    with pytest.raises(WorkflowInvalid) as refusal:
        create_workflow(ports, "acme", NewWorkflow("Broken", graph=BROKEN_GRAPH))

    assert refusal.value.diagnostics
    assert ports.workflows.revisions == {}


def test_the_same_request_creates_one_workflow_and_gets_one_answer(ports: FakePorts) -> None:
    request = IdempotentRequest.of("key", {"name": "Greeting"})

    first = create_workflow(ports, "acme", GREETING, request)
    ports.clock.advance(minutes=1)
    update_workflow(ports, "acme", first.id, WorkflowChanges(name="Renamed"))
    second = create_workflow(ports, "acme", GREETING, request)

    assert (second.id, second.name, second.created_at) == (first.id, "Greeting", first.created_at)
    assert second.updated_at == first.updated_at
    assert len(ports.workflows.revisions) == 1


def test_the_same_request_gets_its_answer_even_after_the_workflow_was_deleted(ports: FakePorts) -> None:
    request = IdempotentRequest.of("key", {"name": "Greeting"})
    first = create_workflow(ports, "acme", GREETING, request)
    delete_workflow(ports, "acme", first.id)

    second = create_workflow(ports, "acme", GREETING, request)

    assert second.id == first.id
    assert ports.machines.versions == {}


def test_the_same_key_for_another_request_is_refused(ports: FakePorts) -> None:
    create_workflow(ports, "acme", GREETING, IdempotentRequest.of("key", {"name": "Greeting"}))

    with pytest.raises(IdempotencyKeyReused):
        create_workflow(ports, "acme", GREETING, IdempotentRequest.of("key", {"name": "Other"}))


def test_keys_of_different_workspaces_have_nothing_to_do_with_each_other(ports: FakePorts) -> None:
    request = IdempotentRequest.of("key", {})

    first = create_workflow(ports, "acme", GREETING, request)
    second = create_workflow(ports, "other", GREETING, request)

    assert first.id != second.id


@pytest.mark.parametrize("workflow_id", ["wf_unknown", "", "../x", "wf_ä", "wf_" + "a" * 100])
def test_an_unknown_workflow_is_not_found(ports: FakePorts, workflow_id: str) -> None:
    with pytest.raises(WorkflowNotFound):
        get_workflow(ports, "acme", workflow_id)


def test_a_workflow_of_another_workspace_is_not_found(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", GREETING)

    with pytest.raises(WorkflowNotFound):
        get_workflow(ports, "other", created.id)


def test_fields_left_out_of_an_update_keep_their_value(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", NewWorkflow("A", "about", greeting_graph()))

    changed = update_workflow(ports, "acme", created.id, WorkflowChanges(name="B"))

    assert (changed.name, changed.description, changed.graph) == ("B", "about", created.graph)
    assert changed.revision == 2


def test_an_update_changes_every_field_that_it_names(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", GREETING)
    graph = greeting_graph("Servus")
    changes = WorkflowChanges("B", "text", graph.nodes, graph.connections, {"max_iterations": 3})

    changed = update_workflow(ports, "acme", created.id, changes)

    assert changed == stored(ports, created.id)
    assert changed.graph == Graph(graph.nodes, graph.connections, {"max_iterations": 3})
    assert len(ports.machines.versions[created.id]) == 2


def test_an_update_that_changes_nothing_makes_no_revision(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", GREETING)

    changed = update_workflow(ports, "acme", created.id, WorkflowChanges(name=created.name))

    assert changed == created


def test_an_update_that_leaves_the_definition_as_it_is_publishes_nothing(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", GREETING)
    ports.machines.publications = 0
    trigger: JsonObject = {**TRIGGER, "position": {"x": 1, "y": 2}}
    moved = (trigger, *created.graph.nodes[1:])

    changed = update_workflow(ports, "acme", created.id, WorkflowChanges(nodes=moved))

    assert changed.publication == created.publication
    assert ports.machines.publications == 0


def test_a_workflow_can_become_a_draft_again(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", GREETING)

    changed = update_workflow(ports, "acme", created.id, WorkflowChanges(nodes=(), connections=()))

    assert changed.publication is None


def test_an_update_with_faults_leaves_the_workflow_as_it_was(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", GREETING)

    with pytest.raises(WorkflowInvalid):
        update_workflow(ports, "acme", created.id, WorkflowChanges(nodes=BROKEN_GRAPH.nodes))

    assert stored(ports, created.id) == created


def test_a_change_needs_the_revision_that_if_match_names(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", GREETING)
    update_workflow(ports, "acme", created.id, WorkflowChanges(name="B"), Precondition(frozenset({1})))

    for change in (
        lambda: update_workflow(
            ports, "acme", created.id, WorkflowChanges(name="C"), Precondition(frozenset({1}))
        ),
        lambda: set_workflow_status(
            ports, "acme", created.id, WorkflowStatus.ACTIVE, Precondition(frozenset())
        ),
        lambda: delete_workflow(ports, "acme", created.id, Precondition(frozenset({1}))),
    ):
        with pytest.raises(PreconditionFailed):
            change()

    assert stored(ports, created.id).name == "B"


def test_who_repeats_a_change_of_ones_own_is_told_that_all_is_well(ports: FakePorts) -> None:
    """After a lost answer the same PUT with the same If-Match used to be refused with 412."""
    created = create_workflow(ports, "acme", GREETING)
    rename, of_first = WorkflowChanges(name="B"), Precondition(frozenset({1}))

    first = update_workflow(ports, "acme", created.id, rename, of_first)
    again = update_workflow(ports, "acme", created.id, rename, of_first)

    assert again == first
    assert again.revision == 2


def test_a_status_is_a_revision_of_its_own_and_publishes_nothing(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", GREETING)
    ports.machines.publications = 0

    active = set_workflow_status(ports, "acme", created.id, WorkflowStatus.ACTIVE)
    again = set_workflow_status(ports, "acme", created.id, WorkflowStatus.ACTIVE)

    assert (active.revision, active.status) == (2, WorkflowStatus.ACTIVE)
    assert again == active
    assert ports.machines.publications == 0


class RivalledStore(FakeWorkflowStore):
    """Before each of the first `rivals` writes of ours, somebody else renames the workflow."""

    rivals = 1

    def replace(
        self, previous: StoredWorkflow, workflow: StoredWorkflow, relying_on: Sequence[StoredWorkflow] = ()
    ) -> bool:
        self._let_a_rival_write(previous)
        return super().replace(previous, workflow, relying_on)

    def delete(self, workflow: StoredWorkflow) -> bool:
        self._let_a_rival_write(workflow)
        return super().delete(workflow)

    def _let_a_rival_write(self, newest: StoredWorkflow) -> None:
        if self.rivals:
            self.rivals -= 1
            changes = WorkflowChanges(name=f"rival {newest.revision}")
            revision = changes.apply(newest)
            super().replace(newest, _next(revision))


def _next(workflow: StoredWorkflow) -> StoredWorkflow:
    return replace(workflow, revision=workflow.revision + 1)


@pytest.fixture
def rivalled(ports: FakePorts) -> FakePorts:
    ports.workflows = RivalledStore(ports.clock)
    return ports


def test_two_writers_never_mix_their_fields(rivalled: FakePorts) -> None:
    created = create_workflow(rivalled, "acme", GREETING)

    changed = update_workflow(rivalled, "acme", created.id, WorkflowChanges(description="ours"))

    assert (changed.name, changed.description, changed.revision) == ("rival 1", "ours", 3)
    assert rivalled.clock.pauses == [0]


def test_a_status_lost_in_a_race_is_set_again(rivalled: FakePorts) -> None:
    created = create_workflow(rivalled, "acme", GREETING)

    changed = set_workflow_status(rivalled, "acme", created.id, WorkflowStatus.ACTIVE)

    assert (changed.name, changed.status) == ("rival 1", WorkflowStatus.ACTIVE)


def test_a_deletion_lost_in_a_race_is_tried_again(rivalled: FakePorts) -> None:
    created = create_workflow(rivalled, "acme", GREETING)

    delete_workflow(rivalled, "acme", created.id)

    with pytest.raises(WorkflowNotFound):
        stored(rivalled, created.id)


def test_endless_rivals_are_a_conflict_and_not_a_hang(rivalled: FakePorts) -> None:
    created = create_workflow(rivalled, "acme", GREETING)
    store = rivalled.workflows
    assert isinstance(store, RivalledStore)

    store.rivals = 100
    with pytest.raises(WorkflowChanged):
        update_workflow(rivalled, "acme", created.id, WorkflowChanges(description="ours"))
    with pytest.raises(WorkflowChanged):
        delete_workflow(rivalled, "acme", created.id)


def test_a_deleted_workflow_and_its_machine_are_gone(ports: FakePorts) -> None:
    created = create_workflow(ports, "acme", GREETING)

    delete_workflow(ports, "acme", created.id)

    with pytest.raises(WorkflowNotFound):
        delete_workflow(ports, "acme", created.id)
    assert ports.machines.versions == {}


def test_a_deletion_holds_even_if_the_machine_cannot_be_deleted_now(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    created = create_workflow(ports, "acme", GREETING)

    def refuse(workflow_id: str) -> None:
        raise Unavailable(workflow_id)

    monkeypatch.setattr(ports.machines, "delete", refuse)

    delete_workflow(ports, "acme", created.id)

    with pytest.raises(WorkflowNotFound):
        stored(ports, created.id)


def test_a_workflow_deleted_while_it_is_published_leaves_no_machine_for_long(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = ports.machines.publish

    def publish_too_late(version: MachineVersion) -> str:
        delete_workflow(ports, "acme", version.workflow_id)
        return publish(version)

    monkeypatch.setattr(ports.machines, "publish", publish_too_late)

    create_workflow(ports, "acme", GREETING)
    ports.clock.advance(hours=1)
    sweep_executions(ports, lambda: True)

    assert ports.machines.versions == {}


def test_lists_show_one_page_of_one_workspace(ports: FakePorts) -> None:
    created = [create_workflow(ports, "acme", NewWorkflow(f"{number}")) for number in range(3)]
    create_workflow(ports, "other", NewWorkflow("theirs"))

    page = list_workflows(ports, "acme", WorkflowFilter(), PageRequest(number=2, limit=2))

    assert [workflow.id for workflow in page.items] == [created[0].id]
    assert (page.total, page.pages) == (3, 2)


def test_a_workflow_is_validated_without_a_trace(ports: FakePorts) -> None:
    sound = validate_workflow(ports, "acme", GREETING)
    broken = validate_workflow(ports, "acme", NewWorkflow("Broken", graph=BROKEN_GRAPH))
    draft = validate_workflow(ports, "acme", NewWorkflow("Draft"))

    assert sound.is_valid
    assert sound.compilation is not None
    assert sound.compilation.budgets["states"] == 1
    assert (broken.is_valid, broken.compilation) == (False, None)
    assert broken.diagnostics
    assert (draft.is_valid, draft.compilation) == (True, None)
    assert list_workflows(ports, "acme", WorkflowFilter(), PageRequest(1, 20)).total == 0
    assert ports.machines.versions == {}


def test_a_stored_workflow_has_a_definition_unless_it_is_a_draft(ports: FakePorts) -> None:
    greeting = create_workflow(ports, "acme", GREETING)
    draft = create_workflow(ports, "acme", NewWorkflow("Draft"))

    revision, compilation = get_workflow_definition(ports, "acme", greeting.id)

    assert revision == 1
    assert compilation.source_map.node_of_state == {"Begrüßen": "greet"}
    with pytest.raises(WorkflowEmpty):
        get_workflow_definition(ports, "acme", draft.id)
