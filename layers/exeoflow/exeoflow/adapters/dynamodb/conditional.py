"""Writes of DynamoDB under conditions, one or several together: all of them or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar, cast

from botocore.exceptions import ClientError

from exeoflow.adapters.aws_errors import code_of, translated
from exeoflow.adapters.dynamodb.attributes import Attributes, Item, decode
from exeoflow.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_ATTEMPTS: Final = 10
_CONFLICTS: Final = frozenset(
    {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded"}
)

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A write that was not done: by its position among several, what stood where a condition failed."""

    items: Mapping[int, Item]


class ConditionsFailed(Exception):
    """A refusal that nobody expected; who does expect one carries out the write by `attempt` or `is_done`."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(sorted(refusal.items))
        self.refusal = refusal


def is_done(write: "Callable[[], object]") -> bool:
    """Carry out a write, one or several together; False if a condition does not hold."""
    return not isinstance(attempt(write), Refusal)


def attempt(write: "Callable[[], Answer]") -> Answer | Refusal:
    """Return the answer of a write, one or several together, or its refusal if a condition does not hold."""
    with translated():
        try:
            return write()
        except ConditionsFailed as error:
            return error.refusal
        except ClientError as error:
            if code_of(error) != "ConditionalCheckFailedException":
                raise
            return Refusal({0: decode(cast("Attributes", error.response.get("Item", {})))})


def write_together(
    client: "DynamoDBClient", writes: "Sequence[TransactWriteItemTypeDef]", pause: "Callable[[int], None]"
) -> None:
    """Carry out all writes. Raises `ConditionsFailed`, or `Unavailable` when conflicts do not end.

    Conflicts with others are no answer, so they are retried. boto3 gives each call a token of its own, so its
    retry of a lost answer does not write twice.
    """
    write_spread(client, lambda _: writes, pause)


def write_spread(
    client: "DynamoDBClient",
    writes_of: "Callable[[int], Sequence[TransactWriteItemTypeDef]]",
    pause: "Callable[[int], None]",
) -> None:
    """Carry out the writes of an attempt (from 0), which may go elsewhere at each; see `write_together`."""
    for attempt in range(_ATTEMPTS):
        with translated():
            try:
                client.transact_write_items(TransactItems=writes_of(attempt))
            except ClientError as error:
                if code_of(error) != "TransactionCanceledException":
                    raise
                _raise_if_conditions_failed(error)
            else:
                return
        pause(attempt)
    raise Unavailable


def _raise_if_conditions_failed(error: ClientError) -> None:
    reasons = error.response.get("CancellationReasons", [])
    failed = {
        position: decode(cast("Attributes", reason.get("Item", {})))
        for position, reason in enumerate(reasons)
        if reason.get("Code") == "ConditionalCheckFailed"
    }
    if failed:
        raise ConditionsFailed(Refusal(failed)) from error
    if not any(reason.get("Code") in _CONFLICTS for reason in reasons):
        raise error
