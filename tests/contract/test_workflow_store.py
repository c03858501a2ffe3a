"""What every store of workflows does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exeoflow.model.page import PageRequest
from exeoflow.model.stored_workflow import (
    KEPT_REVISIONS,
    Authorship,
    DeletedWorkflow,
    Graph,
    Publication,
    SourceMap,
    StoredWorkflow,
    WorkflowStatus,
)
from exeoflow.service.ports.workflow_store import Receipt, WorkflowStore
from tests.fakes.graphs import greeting_graph
from tests.fakes.time_and_chance import CountingIds, FakeClock

IDS = CountingIds()
PUBLICATION = Publication(
    "arn:version:1", "hash", "filling", SourceMap({"Begrüßen": "greet"}, {"greet": "Begrüßen"})
)


def new(clock: FakeClock, workspace: str = "acme", name: str = "A") -> StoredWorkflow:
    return StoredWorkflow(
        workspace=workspace,
        id=IDS.new_id("wf"),
        revision=1,
        name=name,
        description="Größe",
        status=WorkflowStatus.INACTIVE,
        graph=greeting_graph(),
        created_at=clock.now(),
        updated_at=clock.now(),
    )


def added(store: WorkflowStore, workflow: StoredWorkflow) -> StoredWorkflow:
    assert store.add(workflow, None) is None
    return workflow


def following(workflow: StoredWorkflow, name: str = "B") -> StoredWorkflow:
    return replace(workflow, revision=workflow.revision + 1, name=name)


@pytest.mark.parametrize(
    "graph",
    [
        Graph(),
        greeting_graph(),
        Graph((), (), {"max_iterations": 3}),
        Graph(({"id": "\u0000ä😀", "x": None},)),
    ],
)
def test_a_workflow_comes_back_as_it_was_stored(
    workflows: WorkflowStore, clock: FakeClock, graph: Graph
) -> None:
    workflow = added(workflows, replace(new(clock), graph=graph))

    assert workflows.get("acme", workflow.id) == workflow


def test_what_is_unknown_or_anothers_is_none(workflows: WorkflowStore, clock: FakeClock) -> None:
    workflow = added(workflows, new(clock))

    assert workflows.get("acme", "wf_unknown") is None
    assert workflows.get("other", workflow.id) is None


def test_the_newest_revision_is_the_one_that_counts(workflows: WorkflowStore, clock: FakeClock) -> None:
    workflow = added(workflows, new(clock))
    second = following(workflow)

    assert workflows.replace(workflow, second)
    assert workflows.get("acme", workflow.id) == second


def test_each_revision_is_kept_as_it_was(workflows: WorkflowStore, clock: FakeClock) -> None:
    first = added(workflows, new(clock))
    second = following(first)
    workflows.replace(first, second)

    assert workflows.get_revision("acme", first.id, 1) == first
    assert workflows.get_revision("acme", first.id, 2) == second
    assert workflows.get_revision("acme", first.id, 3) is None
    assert workflows.get_revision("other", first.id, 1) is None


def test_a_revision_has_one_successor(workflows: WorkflowStore, clock: FakeClock) -> None:
    workflow = added(workflows, new(clock))
    second = following(workflow)
    workflows.replace(workflow, second)

    assert not workflows.replace(workflow, following(workflow, "late"))
    assert not workflows.delete(workflow)
    assert not workflows.replace(new(clock), following(new(clock)))
    assert workflows.get("acme", workflow.id) == second


def test_more_revisions_than_are_kept_may_follow(workflows: WorkflowStore, clock: FakeClock) -> None:
    workflow = added(workflows, new(clock))

    for _ in range(103):
        successor = following(workflow)
        assert workflows.replace(workflow, successor)
        workflow = successor

    assert workflows.get("acme", workflow.id) == workflow


def test_a_publication_is_noted_on_its_revision(workflows: WorkflowStore, clock: FakeClock) -> None:
    workflow = added(workflows, new(clock))
    workflows.replace(workflow, following(workflow))

    workflows.set_publication(workflow, PUBLICATION)
    assert workflows.get("acme", workflow.id) == following(workflow)
    workflows.set_publication(following(workflow), PUBLICATION)

    assert workflows.get("acme", workflow.id) == replace(following(workflow), publication=PUBLICATION)


def test_a_publication_makes_no_workflow(workflows: WorkflowStore, clock: FakeClock) -> None:
    workflow = new(clock)

    workflows.set_publication(workflow, PUBLICATION)

    assert workflows.get("acme", workflow.id) is None


def test_a_publication_that_still_holds_goes_with_the_next_revision(
    workflows: WorkflowStore, clock: FakeClock
) -> None:
    workflow = added(workflows, new(clock))
    second = replace(following(workflow), publication=PUBLICATION)
    workflows.replace(workflow, second)

    assert workflows.get("acme", workflow.id) == second


def test_one_receipt_stands_for_one_workflow(workflows: WorkflowStore, clock: FakeClock) -> None:
    first, second = new(clock), new(clock)
    receipt = Receipt("key", "hash", first.id, clock.now())

    assert workflows.add(first, receipt) is None
    assert workflows.add(second, replace(receipt, workflow_id=second.id, request_hash="other")) == receipt

    assert workflows.get("acme", second.id) is None
    assert workflows.list_page("acme", None, PageRequest()).total == 1


def test_receipts_belong_to_a_workspace(workflows: WorkflowStore, clock: FakeClock) -> None:
    first, second = new(clock), new(clock, "other")

    assert workflows.add(first, Receipt("key", "hash", first.id, clock.now())) is None
    assert workflows.add(second, Receipt("key", "hash", second.id, clock.now())) is None


def test_a_deleted_workflow_is_unknown_at_once_and_can_be_forgotten(
    workflows: WorkflowStore, clock: FakeClock
) -> None:
    workflow = added(workflows, new(clock))
    second = following(workflow)
    workflows.replace(workflow, second)
    memory = DeletedWorkflow("acme", workflow.id, clock.now())

    assert workflows.delete(second)
    assert workflows.get("acme", workflow.id) is None
    assert not workflows.delete(second)
    assert not workflows.replace(second, following(second))
    assert list(workflows.deleted_before(clock.now())) == []
    clock.advance(seconds=1)
    assert list(workflows.deleted_before(clock.now())) == [memory]

    workflows.forget(memory)
    workflows.forget(memory)

    assert list(workflows.deleted_before(clock.now())) == []
    assert workflows.get("acme", workflow.id) is None


def test_a_deleted_workflow_that_is_put_back_is_told_later(
    workflows: WorkflowStore, clock: FakeClock
) -> None:
    workflow = added(workflows, new(clock))
    workflows.delete(workflow)
    memory = DeletedWorkflow("acme", workflow.id, clock.now())
    later = clock.now() + timedelta(hours=1)

    workflows.postpone_forgetting(memory, later)

    assert list(workflows.deleted_before(later)) == []
    assert list(workflows.deleted_before(later + timedelta(seconds=1))) == [memory]
    workflows.forget(memory)
    workflows.postpone_forgetting(memory, later)
    assert list(workflows.deleted_before(later + timedelta(seconds=1))) == []


def test_lists_are_exact_newest_first_and_of_one_workspace(
    workflows: WorkflowStore, clock: FakeClock
) -> None:
    stored = [added(workflows, new(clock, name=f"{number}")) for number in range(5)]
    added(workflows, new(clock, "other"))
    active = replace(following(stored[1], "on"), status=WorkflowStatus.ACTIVE)
    workflows.replace(stored[1], active)
    workflows.delete(stored[4])

    first = workflows.list_page("acme", None, PageRequest(1, 3))
    second = workflows.list_page("acme", None, PageRequest(2, 3))
    beyond = workflows.list_page("acme", None, PageRequest(3, 3))

    assert [workflow.name for workflow in first.items] == ["3", "2", "on"]
    assert [workflow.name for workflow in second.items] == ["0"]
    assert beyond.items == ()
    assert {page.total for page in (first, second, beyond)} == {4}
    for status, names in ((WorkflowStatus.ACTIVE, ["on"]), (WorkflowStatus.INACTIVE, ["3", "2", "0"])):
        page = workflows.list_page("acme", status, PageRequest())
        assert ([workflow.name for workflow in page.items], page.total) == (names, len(names))
    assert workflows.list_page("empty", None, PageRequest()).total == 0


def test_a_deleted_active_workflow_is_no_longer_counted_as_active(
    workflows: WorkflowStore, clock: FakeClock
) -> None:
    workflow = added(workflows, new(clock))
    active = replace(following(workflow), status=WorkflowStatus.ACTIVE)
    workflows.replace(workflow, active)

    workflows.delete(active)

    assert workflows.list_page("acme", WorkflowStatus.ACTIVE, PageRequest()).total == 0
    assert workflows.list_page("acme", None, PageRequest()).total == 0


def test_revisions_are_listed_newest_first_with_their_authors(
    workflows: WorkflowStore, clock: FakeClock
) -> None:
    first = added(workflows, replace(new(clock), authorship=Authorship("key_1", "Ada", "begun")))
    clock.advance(seconds=1)
    second = replace(
        following(first),
        updated_at=clock.now(),
        status=WorkflowStatus.ACTIVE,
        tags=("a", "ü"),
        authorship=Authorship("key_2", "Größe", "", restored_from=1),
    )
    workflows.replace(first, second)

    page = workflows.list_revisions("acme", first.id, PageRequest())

    assert page.items == (second.as_revision, first.as_revision)
    assert page.total == 2
    assert workflows.get("acme", first.id) == second
    assert workflows.list_page("acme", None, PageRequest()).items[0].tags == ("a", "ü")


def test_revisions_come_in_pages_and_only_as_many_as_are_kept(
    workflows: WorkflowStore, clock: FakeClock
) -> None:
    workflow = added(workflows, new(clock))
    for _ in range(KEPT_REVISIONS + 2):
        workflows.replace(workflow, following(workflow))
        workflow = following(workflow)

    def numbers(page: PageRequest) -> tuple[list[int], int]:
        found = workflows.list_revisions("acme", workflow.id, page)
        return [revision.number for revision in found.items], found.total

    assert numbers(PageRequest(1, 2)) == ([103, 102], 100)
    assert numbers(PageRequest(4, 30)) == ([*range(13, 3, -1)], 100)
    assert numbers(PageRequest(5, 30)) == ([], 100)
    assert workflows.get_revision("acme", workflow.id, 3) is None


def test_an_unknown_a_strange_and_a_deleted_workflow_have_no_revisions(
    workflows: WorkflowStore, clock: FakeClock
) -> None:
    workflow = added(workflows, new(clock))
    deleted = added(workflows, new(clock))
    workflows.delete(deleted)

    for workspace, workflow_id in (("acme", "wf_no"), ("other", workflow.id), ("acme", deleted.id)):
        page = workflows.list_revisions(workspace, workflow_id, PageRequest())
        assert (page.items, page.total) == ((), 0)
