"""What one execution uses of each service, and what that costs."""

from dataclasses import dataclass, fields
from typing import Final

from local.cost import prices

# Assumptions where nothing can be counted without AWS; all are on the high side.
OWN_SECONDS: Final = 0.015  # of a warm function, beside its calls of AWS
SECONDS_PER_CALL: Final = 0.010  # of DynamoDB or Step Functions
HTTP_SECONDS: Final = 0.5  # until somebody else's service answers
LOG_BYTES_PER_INVOCATION: Final = 2_000
API_MEMORY_GB: Final = 1.0
HTTP_MEMORY_GB: Final = 0.5
# Express machines are billed for 64 MB and 100 ms at least, which a few states without calls do not exceed.
EXPRESS_GB_SECONDS: Final = 0.0625 * 0.1


@dataclass(frozen=True, slots=True)
class Usage:
    """Units of one execution."""

    transitions: float = 0
    api_requests: float = 0
    invocations: float = 0
    gb_seconds: float = 0
    write_units: float = 0
    read_units: float = 0
    log_bytes: float = 0
    express_runs: float = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def times(self, count: int) -> "Usage":
        """Return the usage of several."""
        return Usage(*(getattr(self, each.name) * count for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars by service."""

    step_functions: float
    functions: float
    api: float
    tables: float
    logs: float

    @property
    def total(self) -> float:
        """Dollars for all of it."""
        return self.step_functions + self.functions + self.api + self.tables + self.logs


def invocation(calls: int, seconds: float = 0, memory: float = API_MEMORY_GB) -> Usage:
    """Return the usage of one invocation that calls AWS so often and waits `seconds` for others."""
    duration = OWN_SECONDS + calls * SECONDS_PER_CALL + seconds
    return Usage(invocations=1, gb_seconds=duration * memory, log_bytes=LOG_BYTES_PER_INVOCATION)


def price_of(usage: Usage, executions: int) -> Price:
    """Return what so many executions cost."""
    return Price(
        step_functions=executions
        * (
            usage.transitions * prices.TRANSITION
            + usage.express_runs * (prices.EXPRESS_RUN + EXPRESS_GB_SECONDS * prices.EXPRESS_GB_SECOND)
        ),
        functions=executions
        * (usage.invocations * prices.LAMBDA_REQUEST + usage.gb_seconds * prices.LAMBDA_GB_SECOND),
        api=executions * usage.api_requests * prices.API_REQUEST,
        tables=executions * (usage.write_units * prices.WRITE_UNIT + usage.read_units * prices.READ_UNIT),
        logs=executions * usage.log_bytes / 1e9 * prices.LOG_GB,
    )


def break_even(usage: Usage) -> int:
    """Return the executions a month that cost as much as the smallest server for n8n."""
    return int(prices.SERVER_MONTHLY / price_of(usage, 1).total)
