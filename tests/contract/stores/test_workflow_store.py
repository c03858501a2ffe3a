"""What every store of workflows does."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from exeoflow.model.page import PageRequest
from exeoflow.model.workflows.filter import WorkflowFilter, WorkflowOrder
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import (
    KEPT_REVISIONS,
    Authorship,
    DeletedWorkflow,
    Graph,
    Manager,
    Publication,
    StoredWorkflow,
    WorkflowStatus,
)
from exeoflow.service.ports.stores.workflow_store import Receipt, WorkflowStore
from tests.fakes.graphs import greeting_graph
from tests.fakes.time_and_chance import CountingIds, FakeClock
from tests.fakes.workflow_store import revision_of

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject

ALL = WorkflowFilter()
IDS = CountingIds()
PUBLICATION = Publication(
    "arn:version:1",
    "hash",
    "filling",
    SourceMap({"Begrüßen": "greet"}, {"greet": "Begrüßen"}),
    express_arn="arn:express:1",
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
    assert workflows.list_page("acme", ALL, PageRequest()).total == 1


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

    first = workflows.list_page("acme", ALL, PageRequest(1, 3))
    second = workflows.list_page("acme", ALL, PageRequest(2, 3))
    beyond = workflows.list_page("acme", ALL, PageRequest(3, 3))

    assert [workflow.name for workflow in first.items] == ["3", "2", "on"]
    assert [workflow.name for workflow in second.items] == ["0"]
    assert beyond.items == ()
    assert {page.total for page in (first, second, beyond)} == {4}
    for status, names in ((WorkflowStatus.ACTIVE, ["on"]), (WorkflowStatus.INACTIVE, ["3", "2", "0"])):
        page = workflows.list_page("acme", WorkflowFilter(status), PageRequest())
        assert ([workflow.name for workflow in page.items], page.total) == (names, len(names))
    assert workflows.list_page("empty", ALL, PageRequest()).total == 0


def test_a_deleted_active_workflow_is_no_longer_counted_as_active(
    workflows: WorkflowStore, clock: FakeClock
) -> None:
    workflow = added(workflows, new(clock))
    active = replace(following(workflow), status=WorkflowStatus.ACTIVE)
    workflows.replace(workflow, active)

    workflows.delete(active)

    assert workflows.list_page("acme", WorkflowFilter(WorkflowStatus.ACTIVE), PageRequest()).total == 0
    assert workflows.list_page("acme", ALL, PageRequest()).total == 0


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
        managed_by=Manager.GIT,
        authorship=Authorship("key_2", "Größe", "", restored_from=1),
    )
    workflows.replace(first, second)

    page = workflows.list_revisions("acme", first.id, PageRequest())

    assert page.items == (revision_of(second), revision_of(first))
    assert page.total == 2
    assert workflows.get("acme", first.id) == second
    assert workflows.list_page("acme", ALL, PageRequest()).items[0].tags == ("a", "ü")
    assert workflows.list_page("acme", ALL, PageRequest()).items[0].managed_by is Manager.GIT


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


FIRST = PageRequest()


def found(workflows: WorkflowStore, page: PageRequest = FIRST, **asked: Any) -> tuple[list[str], int]:
    listed = workflows.list_page("acme", WorkflowFilter(**asked), page)
    return [workflow.name for workflow in listed.items], listed.total


@pytest.fixture
def catalogue(workflows: WorkflowStore, clock: FakeClock) -> WorkflowStore:
    """Five workflows whose names, changes and ids sort differently, and another workspace's."""
    for name, tags in (
        ("Monatsrechnung Süd", ("billing", "eu")),
        ("ZAHLUNG prüfen", ()),
        ("alpha", ("eu",)),
        ("rechnung", ("billing",)),
        ("Old", ("gone",)),
    ):
        clock.advance(seconds=1)
        added(workflows, replace(new(clock, name=name), tags=tags))
    added(workflows, replace(new(clock, "other", name="rechnung"), tags=("eu",)))
    by_name = {each.name: each.id for each in workflows.list_page("acme", ALL, PageRequest()).items}
    for name, changes in (
        ("Old", {"name": "Bestellung", "tags": ("eu", "shop")}),
        ("alpha", {"status": WorkflowStatus.ACTIVE}),
    ):
        clock.advance(seconds=1)
        current = workflows.get("acme", by_name[name])
        assert current is not None
        change: Any = {"revision": current.revision + 1, "updated_at": clock.now(), **changes}
        assert workflows.replace(current, replace(current, **change))
    return workflows


def test_lists_find_parts_of_words_without_regard_to_case(catalogue: WorkflowStore) -> None:
    assert found(catalogue, search="RECHNUNG") == (["rechnung", "Monatsrechnung Süd"], 2)
    assert found(catalogue, search="süd monat") == (["Monatsrechnung Süd"], 1)
    assert found(catalogue, search="ung") == (
        ["Bestellung", "rechnung", "ZAHLUNG prüfen", "Monatsrechnung Süd"], 4
    )  # fmt: skip
    assert found(catalogue, search="ung", page=PageRequest(2, 3)) == (["Monatsrechnung Süd"], 4)
    assert found(catalogue, search="Old") == ([], 0)
    assert found(catalogue, search="%") == ([], 0)
    assert found(catalogue, search="  ")[1] == 5


def test_lists_tell_the_schedules_of_the_newest_revision(workflows: WorkflowStore, clock: FakeClock) -> None:
    daily: JsonObject = {"id": "ä", "type": "trigger", "config": {"mode": "schedule", "cron": "0 9 * * *"}}
    off: JsonObject = {**daily, "id": "off", "disabled": True}
    by_hand: JsonObject = {"id": "by_hand", "type": "trigger"}
    first = added(workflows, new(clock))
    second = replace(following(first), graph=Graph((by_hand, daily, off)))
    workflows.replace(first, second)
    third = added(workflows, replace(new(clock), graph=Graph((daily,))))

    listed = {each.id: each.schedules for each in workflows.list_page("acme", ALL, PageRequest()).items}

    assert listed == {first.id: (daily,), third.id: (daily,)}


def test_lists_filter_by_all_the_tags(catalogue: WorkflowStore) -> None:
    assert found(catalogue, tags=("eu",)) == (["Bestellung", "alpha", "Monatsrechnung Süd"], 3)
    assert found(catalogue, tags=("eu", "billing")) == (["Monatsrechnung Süd"], 1)
    assert found(catalogue, tags=("gone",)) == ([], 0)
    assert found(catalogue, tags=("eu",), status=WorkflowStatus.ACTIVE) == (["alpha"], 1)
    assert found(catalogue, tags=("e",)) == ([], 0)
    assert found(catalogue, tags=("eu",), search="monat", order=WorkflowOrder.NAME)[1] == 1


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("created_at", "Monatsrechnung Süd, ZAHLUNG prüfen, alpha, rechnung, Bestellung"),
        ("-created_at", "Bestellung, rechnung, alpha, ZAHLUNG prüfen, Monatsrechnung Süd"),
        ("name", "alpha, Bestellung, Monatsrechnung Süd, rechnung, ZAHLUNG prüfen"),
        ("-name", "ZAHLUNG prüfen, rechnung, Monatsrechnung Süd, Bestellung, alpha"),
        ("updated_at", "Monatsrechnung Süd, ZAHLUNG prüfen, rechnung, Bestellung, alpha"),
        ("-updated_at", "alpha, Bestellung, rechnung, ZAHLUNG prüfen, Monatsrechnung Süd"),
    ],
)
def test_lists_have_an_order(catalogue: WorkflowStore, order: str, names: str) -> None:
    expected = names.split(", ")
    inactive = [name for name in expected if name != "alpha"]

    def pages(**asked: Any) -> list[str]:
        sizes = [
            found(catalogue, PageRequest(number, 2), order=WorkflowOrder(order), **asked)
            for number in (1, 2, 3)
        ]
        assert len({total for _, total in sizes}) == 1
        return [name for shown, _ in sizes for name in shown]

    assert pages() == expected
    assert pages(status=WorkflowStatus.INACTIVE) == inactive
    assert pages(search="ung") == [name for name in expected if "ung" in name.casefold()]


def test_a_deleted_workflow_is_found_by_nothing(catalogue: WorkflowStore, clock: FakeClock) -> None:
    [listed] = catalogue.list_page("acme", WorkflowFilter(search="alpha"), PageRequest()).items
    workflow = catalogue.get("acme", listed.id)
    assert workflow is not None

    assert catalogue.delete(workflow)
    assert found(catalogue, search="alpha") == ([], 0)
    assert found(catalogue, tags=("eu",))[1] == 2
    assert "alpha" not in found(catalogue, order=WorkflowOrder.NAME)[0]
    catalogue.forget(DeletedWorkflow("acme", workflow.id, clock.now()))
    assert found(catalogue, order=WorkflowOrder.UPDATED_AT)[1] == 4


def test_who_names_a_workflow_is_known(workflows: WorkflowStore, clock: FakeClock) -> None:
    named = added(workflows, new(clock))
    run: JsonObject = {"id": "run", "type": "sub_workflow", "config": {"workflow_id": named.id}}
    caller = added(workflows, replace(new(clock), graph=Graph((run, run))))
    on_failure = added(workflows, replace(new(clock), graph=Graph((), (), {"error_workflow": named.id})))
    changed = added(workflows, replace(new(clock), graph=Graph((run,))))
    deleted = added(workflows, replace(new(clock), graph=Graph((run,))))
    workflows.replace(changed, replace(following(changed), graph=Graph()))
    workflows.delete(deleted)

    assert list(workflows.naming("acme", named.id)) == [caller.id, on_failure.id]
    assert list(workflows.naming("other", named.id)) == []
    assert list(workflows.naming("acme", caller.id)) == []


def test_a_revision_is_stored_only_if_what_it_relies_on_is_still_the_newest(
    workflows: WorkflowStore, clock: FakeClock
) -> None:
    first, other, third = (added(workflows, new(clock)) for _ in range(3))
    assert workflows.replace(first, following(first), [other, third])
    assert workflows.replace(other, following(other))
    changed = following(first)

    assert not workflows.replace(changed, following(changed), [third, other])
    assert workflows.get("acme", first.id) == changed
    assert workflows.delete(third)
    assert not workflows.replace(changed, following(changed), [third])
    assert workflows.replace(changed, following(changed), [following(other)])
