"""An asynchronous invocation of a function: tried three times, as Lambda tries it twice more."""

import time
from collections.abc import Callable
from typing import Any, Final

from local.functions import FunctionError, Invocable

_TRIES: Final = 3
_PAUSE_SECONDS: Final = 0.2


def is_invoked(function: Invocable, event: Any, log: Callable[[str], None]) -> bool:
    """Invoke a function until it takes the event; False if it took it at no try, which `log` is told."""
    for attempt in range(1, _TRIES + 1):
        try:
            function.invoke(event)
        except FunctionError as error:
            if attempt == _TRIES:
                log(f"{function.declared.name} failed {_TRIES} times: {error}")
            time.sleep(_PAUSE_SECONDS)
        else:
            return True
    return False
