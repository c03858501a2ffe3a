"""How long a recorded execution may be unknown to Step Functions."""

from datetime import timedelta
from typing import Final

# A start still under way is never older: a function ends after 29 s.
START_WINDOW: Final = timedelta(minutes=2)
# Longer than the window, so that nobody starts what the sweep has just given up.
START_GRACE: Final = timedelta(minutes=5)
