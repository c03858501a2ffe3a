import random

from exeoflow.digraph import (
    Paths,
    ancestors,
    immediate_dominators,
    predecessors,
    reachable,
    strong_components,
    topological_order,
)

DIAMOND = [[1, 2], [3], [3], []]
LOOP = [[1], [2], [1, 3], []]


def test_predecessors_reverse_the_graph() -> None:
    assert predecessors(DIAMOND) == [[], [0], [0], [1, 2]]


def test_reachable_holds_the_sources_themselves() -> None:
    assert reachable(DIAMOND, [1]) == {1, 3}


def test_ancestors_are_bits_and_hold_a_node_itself_only_on_a_cycle() -> None:
    assert ancestors(DIAMOND) == [0b000, 0b001, 0b001, 0b111]
    assert ancestors([[0, 1], []]) == [0b1, 0b1]


def test_topological_order_goes_level_by_level() -> None:
    assert topological_order([[3, 1], [2], [], [2]]) == [0, 3, 1, 2]


def test_topological_order_leaves_out_what_lies_on_a_cycle_or_behind_it() -> None:
    assert topological_order(LOOP) == [0]


def test_a_cycle_is_one_component_and_components_come_in_topological_order() -> None:
    assert strong_components(LOOP) == [[0], [1, 2], [3]]


def test_components_of_a_deep_graph_need_no_recursion() -> None:
    size = 50_000
    chain = [[node + 1] for node in range(size - 1)] + [[0]]

    assert strong_components(chain) == [list(range(size))]


def test_a_join_is_dominated_by_the_fork_before_it() -> None:
    assert immediate_dominators(DIAMOND, 0) == [0, 0, 0, 0]


def test_dominators_follow_through_loops_and_leave_out_what_is_not_reached() -> None:
    assert immediate_dominators([*LOOP, [3]], 0) == [0, 0, 1, 2, -1]


def test_no_entry_of_an_irreducible_loop_dominates_another() -> None:
    assert immediate_dominators([[1, 2], [2], [1, 3], []], 0) == [0, 0, 0, 2]


def test_what_a_node_dominates_cannot_be_reached_without_it() -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    for size in range(2, 40):
        graph = [chance.choices(range(size), k=chance.choice([0, 1, 1, 2, 3])) for _ in range(size)]

        dominators = immediate_dominators(graph, 0)

        for without in range(1, size):
            rest = [[] if node == without else graph[node] for node in range(size)]
            reached = reachable(rest, [0])
            assert reachable(graph, [0]) - reached == {
                node for node in range(size) if without in _dominators_of(node, dominators)
            }


def _dominators_of(node: int, dominators: list[int]) -> set[int]:
    """What dominates a node, apart from itself and the first of all."""
    found: set[int] = set()
    while (node := dominators[node]) > 0:
        found.add(node)
    return found


def test_paths_lead_along_edges_and_not_back() -> None:
    paths = Paths([[1], [2], [], [2]])

    assert paths.lead(0, 2)
    assert paths.lead(3, 2)
    assert not paths.lead(2, 0)
    assert not paths.lead(0, 3)
    assert not paths.lead(1, 1)


def test_a_node_on_a_cycle_leads_to_itself() -> None:
    paths = Paths([[1], [0], [2], []])

    assert paths.lead(0, 0)
    assert paths.lead(0, 1)
    assert paths.lead(2, 2)
    assert not paths.lead(3, 3)


def test_what_is_reached_may_be_called_anything() -> None:
    assert reachable({"a": ["b"], "b": ["a"], "c": ["a"]}, ["a"]) == {"a", "b"}
