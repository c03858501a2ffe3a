"""Schedule, every five minutes: make good what got lost."""

from collections.abc import Mapping
from typing import Any, Final

from exeoflow.api.observability import EXECUTION_ENDED, EXECUTION_REPAIRED, SWEEP_SETBACK, SWEEP_STUCK
from exeoflow.bootstrap import Application, LambdaContext, application
from exeoflow.service.duties import Setback
from exeoflow.service.executions.sweep import sweep_executions

_RESERVE_MILLISECONDS: Final = 15_000


def handler(event: Mapping[str, Any], context: LambdaContext) -> None:
    """Sweep until little time is left; the next sweep goes on."""
    app = application()
    app.observability.begin(event["id"])
    sweep = sweep_executions(app, lambda: context.get_remaining_time_in_millis() > _RESERVE_MILLISECONDS)
    figures = {
        "checked": sweep.checked,
        "closed": len(sweep.ends),
        "cleared": sweep.cleared_workflows,
        "settled": sweep.settled_moves,
        "delivered": sweep.delivered_answers,
        "followed_up": sweep.followed_up,
    }
    app.observability.logger.info("sweep_executions", extra=figures)
    for end in sweep.ends:
        app.observability.count(EXECUTION_REPAIRED)
        app.observability.count(EXECUTION_ENDED[end.status])
    for setback in sweep.setbacks:
        _tell(app, setback)
    if sweep.ends or sweep.setbacks:
        app.observability.send()


def _tell(app: Application, setback: Setback) -> None:
    about = {"duty": setback.duty, "item": setback.item, "code": setback.reason}
    app.observability.logger.warning("sweep_setback", extra=about, exc_info=setback.error)
    app.observability.count(SWEEP_SETBACK)
    if setback.is_lasting:
        app.observability.count(SWEEP_STUCK)
