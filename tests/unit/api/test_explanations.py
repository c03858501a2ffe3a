"""Why an expression failed, in the reader's language, whatever the engine calls it."""

import pytest

from exeoflow.api.executions.steps import fault_shown
from exeoflow.expressions.bounded_evaluation import NotEvaluated, Reason, evaluated
from exeoflow.service.executions.explain.faulty_field import FaultyField
from exeoflow.service.executions.explain.steps import StepFault
from exeoflow.texts import LANGUAGES, Language
from exeoflow.texts.words import evaluation_fault_texts

FAILING = [
    '$abs("a")',
    '"a" ~> $abs',
    '$average(["a"])',
    "$fromMillis(1e308)",
    '-"a"',
    "{1: 1}",
    '$replace("a", /b*/, "c")',
    "1()",
    'length("a")',
    'length("a", ?)',
    "1(?)",
    '{"a": 1, "a": 2}',
    "($f := function($x){$f($x) + 1}; $f(1))",
    '$contains("a", function($x){$x})',
    '"a" + 1',
    '1 + "a"',
    '["a"..1]',
    '[1.."a"]',
    "1 ~> 2",
    '[1, "a"]^($)',
    "[{}, {}]^($)",
    '1 < "a"',
    "1 < true",
    '{"a": 1} ~> |$|1|',
    '{"a": 1} ~> |$|{}, 1|',
    "[1..10000000]",
    '$pad("a", 1e8)',
    '$replace("a", "", "b")',
    '$replace("a", "a", "b", -1)',
    '$replace("a", /a/, function($m){1})',
    '$split("a", "", -1)',
    '$number("a")',
    '$match("a", /a/, -1)',
    "$reduce([1, 2], function($x){$x})",
    "$sqrt(-1)",
    "$power(10, 400)",
    '$sort([1, "a"])',
    '$formatNumber(1, "")',
    '$formatNumber(1, "#.#.#")',
    "$formatBase(1, 99)",
    '$toMillis("a")',
    '$formatInteger(1, "")',
    '$fromMillis(1, "[Y")',
    '$fromMillis(1, "[Ä]")',
    '$fromMillis(1, "[Y]", "a")',
    "$error()",
    "$assert(false)",
    "$single([1, 2])",
    "$single([])",
    '$decodeUrl("%zz")',
    "$partition([1], 0)",
    "$range(1, 9, 0)",
    "$range(1, 2000, 1)",
    '$hash("a", "CRC")',
    '$parse("{")',
    "$random({})",
]


def reason_of(source: str) -> Reason:
    with pytest.raises(NotEvaluated) as failed:
        evaluated(source, {})
    return failed.value.reason


def told(source: str, reason: Reason, language: Language) -> str:
    fault = StepFault("States.QueryEvaluationError", "", None, FaultyField("values.a", source, reason))
    return fault_shown(fault, language)["message"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("source", FAILING)
def test_a_fault_of_the_engine_has_words_of_ours(source: str, language: Language) -> None:
    reason = reason_of(source)

    assert reason.code in evaluation_fault_texts(language)
    assert reason.words not in told(source, reason, language)


def test_what_failed_and_what_it_was_given_are_named() -> None:
    source = '$number("seven")'

    assert told(source, reason_of(source), "de") == (
        '`values.a`: Der Ausdruck `$number("seven")` lässt sich nicht auswerten: '
        'Das lässt sich nicht als Zahl lesen: `"seven"`.'
    )


def test_a_value_is_cut() -> None:
    source = f'$number("{"a" * 200}")'

    assert told(source, reason_of(source), "en").endswith(f': `"{"a" * 79}…`.')


@pytest.mark.parametrize("reason", [Reason("Too dear"), Reason("engine on fire", "D9999")])
def test_what_has_no_words_of_ours_stands_for_itself(reason: Reason) -> None:
    assert told("$a", reason, "de").endswith(f"auswerten: {reason.words}")
