"""Gap: moto takes no `States.` error that leaves a branch of a Parallel or an iteration of a Map."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from moto.stepfunctions.parser.asl.component.common.error_name.custom_error_name import CustomErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.error_name import ErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration import iteration_worker
from moto.stepfunctions.parser.asl.component.state.exec.state_parallel import branches_decl

from local.aws.replacement import replaced


@contextmanager
def states_error_names() -> Iterator[None]:
    """Let errors of Step Functions itself reach the Retry and Catch outside."""
    with ExitStack() as stack:
        for module in (branches_decl, iteration_worker):
            stack.enter_context(replaced(module, "CustomErrorName", _error_name))
        yield


def _error_name(error_name: str | None) -> ErrorName:
    if error_name is not None and error_name.startswith("States."):
        return StatesErrorName.from_name(error_name)
    return CustomErrorName(error_name)
