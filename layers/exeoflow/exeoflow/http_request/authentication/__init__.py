"""How requests are authorized, one module per kind of scheme.

A scheme is made of a credential with its values. It writes its part of a request anew for every exchange, so
that a signature fits what is sent, and it may learn from a refusal. Its `secrets` are what no answer and no
message may repeat.
"""

from exeoflow.http_request.authentication.choosing import authentication_of
from exeoflow.http_request.authentication.scheme import NONE, Authentication

__all__ = ["NONE", "Authentication", "authentication_of"]
