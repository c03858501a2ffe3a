"""Which addresses a workflow may reach, and which ones a name has.

Public is what the IANA registries of special-purpose addresses leave over. The lists stand here because those
in `ipaddress` differ between Python versions.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

Resolver = Callable[[str, int], list[str]]
"""From host name and port to the addresses, in the order in which they are to be tried; raises OSError."""

_SPECIAL_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by carriers; also used inside AWS
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, the metadata services among them
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# Outside is loopback, link-local, unique-local (such as the metadata service), multicast or reserved.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Return whether the address is on the public internet; one that wraps IPv4 is as public as that."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_V4)
    wrapped = _wrapped_v4(address)
    if wrapped is not None:
        return is_public(wrapped)
    return address in _GLOBAL_UNICAST and not any(address in network for network in _SPECIAL_V6)


def _wrapped_v4(address: IPv6Address) -> IPv4Address | None:
    # A subnet without IPv4 reaches IPv4 hosts by NAT64, so such addresses cannot simply be refused.
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped


@dataclass(frozen=True)
class AllowedHosts:
    """Hosts that may be reached although they are private."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "AllowedHosts":
        """Read host names, addresses and CIDR blocks, separated by commas."""
        names: set[str] = set()
        networks: list[Network] = []
        for entry in filter(None, (part.strip().lower() for part in text.split(","))):
            try:
                networks.append(ip_network(entry, strict=False))
            except ValueError:
                names.add(entry)
        return cls(frozenset(names), tuple(networks))

    def names_host(self, host: str) -> bool:
        """Return whether the host itself is on the list, by its name or as an address."""
        if host.lower() in self.names:
            return True
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return any(address in network for network in self.networks)

    def permits(self, host: str, address: str) -> bool:
        """Return whether a request for `host` may go to `address`."""
        if host.lower() in self.names:
            return True
        checked = ip_address(address)
        return is_public(checked) or any(checked in network for network in self.networks)


def system_resolver(host: str, port: int) -> list[str]:
    """Ask the system for all addresses of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
