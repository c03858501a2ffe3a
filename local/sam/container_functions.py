"""The functions of the stack, invoked in their containers instead of in this process."""

import json
from typing import Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config

from local.aws import REGION
from local.functions import FunctionError, LocalFunction, LocalFunctions
from local.template import Function


class ContainerFunction(LocalFunction):
    """One function behind the Lambda service of `sam local start-lambda`."""

    def __init__(self, declared: Function, endpoint: str) -> None:
        super().__init__(declared)
        self._endpoint = endpoint

    def invoke(self, event: Any) -> Any:
        """Return the handler's answer to `event`; raise FunctionError if it raised."""
        # sam says nothing of a failure but in the payload.
        payload = json.loads(self._post(json.dumps(event).encode()) or b"null")
        if isinstance(payload, dict) and "errorType" in payload and "errorMessage" in payload:
            raise FunctionError(payload)
        return payload
