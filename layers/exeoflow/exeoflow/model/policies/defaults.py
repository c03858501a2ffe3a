"""What policies say where their author does not.

Apart from their models, for whoever starts an execution reads settings as they are stored, without pydantic.
"""

from typing import Final

MODE: Final = "queue"
MOST_QUEUED: Final = 1000
RATE_SECONDS: Final = 60
MADE_UP_FOR: Final = 1
MADE_UP_FOR_SECONDS: Final = 86_400
