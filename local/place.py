"""Where the stack on one machine lives, in AWS's terms, and the template that declares it."""

from pathlib import Path
from typing import Final

from local.template.resolver import Deployment

REGION: Final = "eu-central-1"
ACCOUNT_ID: Final = "123456789012"
STACK_NAME: Final = "exeoflow"
TEMPLATE: Final = Path(__file__).resolve().parent.parent / "template.yaml"
DEPLOYMENT: Final = Deployment(STACK_NAME, REGION, ACCOUNT_ID)
