"""The tables of docs/cost.md."""

from collections.abc import Iterator

from local.cost.prices import MILLION, SERVER_MONTHLY
from local.cost.usage import break_even, price_of
from local.cost.workloads import WORKLOADS, usage_of


def tables() -> str:
    """Return the tables in Markdown."""
    return "".join(f"{line}\n" for line in (*_usages(), "", *_prices(), "", *_comparison()))


def _usages() -> Iterator[str]:
    yield "| One execution | transitions | functions | GB-seconds | write units | read units |"
    yield "|---|---|---|---|---|---|"
    for workload in WORKLOADS:
        usage = usage_of(workload)
        yield (
            f"| {workload.name} | {usage.transitions:.0f} | {usage.invocations:.0f} | {usage.gb_seconds:.2f} "
            f"| {usage.write_units:.0f} | {usage.read_units:.0f} |"
        )


def _prices() -> Iterator[str]:
    yield "| A million executions | Step Functions | Lambda | HTTP API | DynamoDB | logs | together |"
    yield "|---|---|---|---|---|---|---|"
    for workload in WORKLOADS:
        price = price_of(usage_of(workload), MILLION)
        columns = (price.step_functions, price.functions, price.api, price.tables, price.logs, price.total)
        cells = " | ".join(f"${dollars:,.2f}" for dollars in columns)
        yield f"| {workload.name} | {cells} |"


def _comparison() -> Iterator[str]:
    names = " | ".join(workload.name.split(":")[0] for workload in WORKLOADS)
    yield f"| Executions a month | {names} | server |"
    yield "|---|" + "---|" * (len(WORKLOADS) + 1)
    for executions in (0, 1_000, 10_000, 100_000, MILLION):
        prices = [price_of(usage_of(workload), executions).total for workload in WORKLOADS]
        cells = " | ".join(f"${dollars:,.2f}" for dollars in prices)
        yield f"| {executions:,} | {cells} | ${SERVER_MONTHLY:,.2f} |"
    even = " | ".join(f"{break_even(usage_of(workload)):,}" for workload in WORKLOADS)
    yield f"| as much as the server | {even} | |"
