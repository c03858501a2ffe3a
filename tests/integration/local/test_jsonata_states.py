"""JSONata in moto's state machines."""

import pytest
from moto import mock_aws
from moto.stepfunctions.parser.asl.jsonata import jsonata as moto_jsonata

from tests.integration.local.machines import definition, output, run


def test_gap_moto_evaluates_no_jsonata(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")

    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        described = run(definition(("a", {"Type": "Pass", "Output": "{% 1 + 1 %}"})))

    assert described["status"] == "FAILED"
    assert moto_jsonata._eval_jsonata is None  # noqa: SLF001  the gap itself


def test_gap_moto_writes_strings_unescaped_into_expressions() -> None:
    assert moto_jsonata.encode_jsonata_variable_declarations({"$x": 'a"b'}) == '$x:="a"b";'


@pytest.mark.usefixtures("aws")
class TestJsonataStates:
    def test_variables_keep_what_was_assigned(self) -> None:
        machine = definition(
            ("a", {"Type": "Pass", "Assign": {"x": "{% $states.input.text %}", "y": {"deep": "{% [1] %}"}}}),
            ("b", {"Type": "Pass", "Output": {"x": "{% $x %}", "y": "{% $y.deep %}"}}),
        )

        assert output(machine, {"text": 'a "quoted" \\ line\n'}) == {"x": 'a "quoted" \\ line\n', "y": [1]}

    def test_many_assigned_variables_cost_little_each(self) -> None:
        steps = [(f"s{n}", {"Type": "Pass", "Assign": {f"v{n}": "{% $states.input %}"}}) for n in range(200)]

        assert output(definition(*steps, ("end", {"Type": "Pass", "Output": "{% $v199 %}"})), 7) == 7

    def test_the_context_names_the_execution(self) -> None:
        machine = definition(("a", {"Type": "Pass", "Output": "{% $states.context.Execution %}"}))

        context = output(machine, {"a": 1})

        assert context["Input"] == {"a": 1}
        assert context["Id"].endswith(f":{context['Name']}")
        assert context["StartTime"].endswith("Z")

    def test_a_choice_takes_the_first_condition_that_holds(self) -> None:
        machine = {
            "QueryLanguage": "JSONata",
            "StartAt": "c",
            "States": {
                "c": {
                    "Type": "Choice",
                    "Choices": [{"Condition": "{% $states.input > 2 %}", "Next": "many"}],
                    "Default": "few",
                },
                "many": {"Type": "Pass", "Output": "many", "End": True},
                "few": {"Type": "Pass", "Output": "few", "End": True},
            },
        }

        assert (output(machine, 3), output(machine, 1)) == ("many", "few")

    def test_items_of_a_map_see_outer_variables_and_their_index(self) -> None:
        times = {"Type": "Pass", "Output": "{% $factor * $states.input %}", "End": True}
        item = {"StartAt": "i", "States": {"i": times}}
        machine = definition(
            ("a", {"Type": "Pass", "Assign": {"factor": 10}}),
            ("m", {"Type": "Map", "Items": "{% $states.input %}", "ItemProcessor": item}),
        )

        assert output(machine, [1, 2, 3]) == [10, 20, 30]

    def test_an_error_is_at_hand_where_it_is_caught(self) -> None:
        machine = definition(("end", {"Type": "Pass", "Output": "{% $caught %}"}))
        machine["StartAt"] = "p"
        machine["States"]["p"] = {
            "Type": "Parallel",
            "Branches": [
                {
                    "StartAt": "f",
                    "States": {"f": {"Type": "Fail", "Error": "{% 'E.' & $states.input %}", "Cause": "c"}},
                }
            ],
            "Catch": [
                {"ErrorEquals": ["E.7"], "Next": "end", "Assign": {"caught": "{% $states.errorOutput %}"}}
            ],
            "End": True,
        }

        assert output(machine, 7) == {"Error": "E.7", "Cause": "c"}

    @pytest.mark.parametrize(
        ("state", "cause"),
        [
            ({"Type": "Pass", "Output": "{% $states.input.missing %}"}, "returned nothing"),
            ({"Type": "Pass", "Output": "{% $never %}"}, "never assigned"),
            ({"Type": "Pass", "Output": "{% $number('x') %}"}, '"x"'),
        ],
    )
    def test_an_expression_that_yields_nothing_fails_the_execution(
        self, state: dict[str, object], cause: str
    ) -> None:
        described = run(definition(("a", state)))

        assert (described["status"], described["error"]) == ("FAILED", "States.QueryEvaluationError")
        assert cause in described["cause"]

    def test_a_condition_that_is_no_boolean_fails_the_execution(self) -> None:
        machine = definition(("end", {"Type": "Pass"}))
        machine["StartAt"] = "c"
        machine["States"]["c"] = {"Type": "Choice", "Choices": [{"Condition": "{% 1 %}", "Next": "end"}]}

        assert run(machine)["error"] == "States.QueryEvaluationError"
