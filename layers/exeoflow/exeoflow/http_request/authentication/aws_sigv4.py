"""Requests to AWS and what signs as it does (Signature Version 4), by botocore's own signers."""

from dataclasses import dataclass, field, replace

from exeoflow.http_request.authentication.scheme import LearnsNothing
from exeoflow.http_request.authentication.secret_forms import forms_of
from exeoflow.http_request.messages.request import Request


@dataclass(frozen=True)
class AwsSigV4(LearnsNothing):
    """A key of AWS, for one service in one region."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    region: str
    service: str
    session_token: str | None = field(default=None, repr=False)

    @property
    def secrets(self) -> frozenset[str]:
        """Return the key's secret and the session's token."""
        return forms_of(self.secret_access_key, self.session_token or "")

    def authorized(self, request: Request) -> Request:
        """Sign the request as it will be sent."""
        # botocore takes longer to load than most requests take, and few nodes sign.
        from botocore.auth import S3SigV4Auth, SigV4Auth  # noqa: PLC0415
        from botocore.awsrequest import AWSRequest  # noqa: PLC0415
        from botocore.credentials import Credentials  # noqa: PLC0415

        # The signature goes over blanks as %20; a form's plus is another character to it.
        path, mark, query = request.url.target.partition("?")
        url = replace(request.url, target=path + mark + query.replace("+", "%20"))
        key = Credentials(self.access_key_id, self.secret_access_key, self.session_token)
        signer = S3SigV4Auth if self.service == "s3" else SigV4Auth
        signed = AWSRequest(request.method, str(url), dict(request.headers), request.body or b"")
        signer(key, self.service, self.region).add_auth(signed)
        headers = {name.lower(): str(value) for name, value in signed.headers.items()}
        return replace(request, url=url, headers=headers)
