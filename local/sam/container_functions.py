"""The functions of the stack, invoked in their containers instead of in this process."""

import http.client
import json
from typing import Any, Final
from urllib.parse import quote

from local.functions import FunctionError, function_name
from local.template import Function

_HOST: Final = "127.0.0.1"
# sam asks for a tenant where a function is isolated by tenants, but has one container for all of them.
_TENANT: Final = {"X-Amz-Tenant-Id": "local"}
# A container is started at the first call.
_START_SECONDS: Final = 120


class ContainerFunction:
    """One function behind the Lambda service of `sam local start-lambda`."""

    def __init__(self, declared: Function, port: int) -> None:
        self.declared = declared
        self._port = port

    def invoke(self, event: Any) -> Any:
        """Return the handler's answer to `event`; raise FunctionError if it raised."""
        payload = json.loads(self._post(json.dumps(event).encode()) or b"null")
        # sam says nothing of a failure but in the payload.
        if isinstance(payload, dict) and {"errorType", "errorMessage"} <= payload.keys():
            raise FunctionError(payload)
        return payload

    def _post(self, body: bytes) -> bytes:
        patience = self.declared.timeout + _START_SECONDS
        connection = http.client.HTTPConnection(_HOST, self._port, timeout=patience)
        try:
            path = f"/2015-03-31/functions/{quote(self.declared.name)}/invocations"
            tenant = _TENANT if self.declared.is_tenant_isolated else {}
            connection.request("POST", path, body, {"Content-Type": "application/json", **tenant})
            return connection.getresponse().read()
        except (OSError, http.client.HTTPException) as error:
            reason = {"errorType": "Lambda.Unknown", "errorMessage": str(error) or type(error).__name__}
            raise FunctionError(reason) from error
        finally:
            connection.close()


class ContainerFunctions:
    """All functions, each in its container."""

    def __init__(self, declared: tuple[Function, ...], port: int) -> None:
        self.all = tuple(ContainerFunction(function, port) for function in declared)
        self._by_name = {function.declared.name: function for function in self.all}

    def find(self, name_or_arn: str) -> ContainerFunction | None:
        """Return the function that `name_or_arn` means, with or without a qualifier."""
        return self._by_name.get(function_name(name_or_arn))
