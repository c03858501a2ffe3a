"""Trials of credentials: the request that a node would send, of whose answer only the status is told."""

from exeoflow.http_request.errors import HttpRequestFailed
from exeoflow.http_request.task import HttpRequestTask
from exeoflow.service.ports.credential_trials import Trial

TIMEOUT = 10


class HttpTrials:
    """Sends what the node `http_request` would send, under the same rules."""

    def __init__(self, task: HttpRequestTask) -> None:
        self._task = task

    def attempt(self, workspace: str, credential_id: str, url: str) -> Trial:
        """Send a GET with the credential."""
        request = {"url": url, "credential": credential_id, "workspace": workspace, "timeout": TIMEOUT}
        try:
            answer = self._task.run(request)
        except HttpRequestFailed as failure:
            return Trial(code=type(failure).__name__, message=failure.summary or str(failure))
        return Trial(status=answer["status"])
