"""A stack that runs on this machine, whatever it runs on."""

from dataclasses import dataclass
from typing import Any

from exeoflow.service.ports.stores.key_store import KeyStore
from local.gateway.application import Gateway
from local.template import Stack


@dataclass(frozen=True, slots=True)
class RunningStack:
    """The stack as declared, the gateway that serves its routes, the keys, and the AWS endpoint."""

    declared: Stack
    gateway: Gateway
    keys: KeyStore
    door: Any
