"""How many executions run, how often they start, how long a start waits, and which are made up for."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from exeoflow.model.policies import defaults
from exeoflow.model.scalars import Whole


class Policy(BaseModel):
    """What an author says about all executions of a workflow."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


StartKey = Annotated[str, Field(max_length=200, pattern=r"^\$trigger(\.[A-Za-z_][A-Za-z0-9_]*)+$")]


class Concurrency(Policy):
    """How many executions run at once, and what becomes of a start that finds no room.

    It waits for its turn (`queue`, unless `max_queued` wait already), is refused (`skip`), or ends the oldest
    that runs (`cancel_running`). With a `key`, the executions of each value of it are bounded for themselves.
    """

    max: Whole = Field(ge=1, le=500)
    mode: Literal["queue", "skip", "cancel_running"] = defaults.MODE
    max_queued: Whole = Field(default=defaults.MOST_QUEUED, ge=1, le=10_000)
    key: StartKey | None = None


class StartRate(Policy):
    """At most `max` starts in each `per` seconds; what comes beyond is refused.

    With a `key`, a path into what starts the workflow, each value of it is counted for itself.
    """

    max: Whole = Field(ge=1, le=100_000)
    per: Whole = Field(default=defaults.RATE_SECONDS, ge=1, le=86_400)
    key: StartKey | None = None


class CatchUp(Policy):
    """Of a schedule's times that nothing was started for while the product did not run, the newest `max`.

    None of them is longer ago than `within` seconds.
    """

    max: Whole = Field(default=defaults.MADE_UP_FOR, ge=1, le=1000)
    within: Whole = Field(default=defaults.MADE_UP_FOR_SECONDS, ge=300, le=2_592_000)


class Debounce(Policy):
    """A start begins when no other has come for so many seconds; one that another follows is cancelled.

    With a `key`, only starts with the same value follow each other.
    """

    seconds: Whole = Field(ge=1, le=240)
    key: StartKey | None = None
