"""exeoflow: workflow automation as an API on AWS Step Functions."""

from typing import Final

__version__: Final = "0.1.0"
