"""How long the sweep and repeated starts leave to others what those are about to do."""

from datetime import timedelta
from typing import Final

# A start still under way is never older: a function ends after 29 s.
START_WINDOW: Final = timedelta(minutes=2)
# So long a recorded execution may be unknown to Step Functions. Longer than the window, so that nobody starts
# what the sweep has just given up.
START_GRACE: Final = timedelta(minutes=5)
# The event of an end takes seconds; what it does not bring about, the sweep does.
FOLLOW_UP_GRACE: Final = timedelta(minutes=2)
