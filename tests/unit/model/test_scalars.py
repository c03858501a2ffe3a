import pytest
from pydantic import TypeAdapter, ValidationError

from exeoflow.model.scalars import Whole

WHOLE: TypeAdapter[int] = TypeAdapter(Whole)


@pytest.mark.parametrize("value", [5, 5.0])
def test_a_whole_number_is_whole_however_json_writes_it(value: float) -> None:
    number = WHOLE.validate_python(value)

    assert (number, type(number)) == (5, int)


@pytest.mark.parametrize("value", [5.5, "5", True, None, float("nan"), float("inf")])
def test_anything_else_is_no_whole_number(value: object) -> None:
    with pytest.raises(ValidationError):
        WHOLE.validate_python(value)
