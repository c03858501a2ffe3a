"""The ids of nodes, which are made of the names of states."""

from tests.unit.importers.asl.machines import imported, ran


def test_a_state_may_be_called_as_a_further_node_of_another_one_is() -> None:
    adds = {"Type": "Pass", "Output": "{% $states.input + 1 %}", "End": True}
    inner = {"StartAt": "Add", "States": {"Add": adds}}

    done = imported(
        {
            "Each": {
                "Type": "Map",
                "Items": "{% $states.input %}",
                "ItemProcessor": inner,
                "Next": "Each item",
            },
            "Each item": {"Type": "Pass", "Output": "{% $sum($states.input) %}", "End": True},
        }
    )

    assert ran(done, [1, 2, 3]).output == 9
