"""Which addresses a workflow may reach."""

from ipaddress import ip_address

import pytest

from exeoflow.http_request.exchange.addresses import AllowedHosts, is_public, system_resolver

PRIVATE = [
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.170",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:808:808::1",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.1",
    "2606:4700:4700::1111",
    "2a05:d014::1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_special_address_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_ordinary_address_is_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_nothing_private_is_permitted_unless_it_is_named() -> None:
    allowed = AllowedHosts.parse("")

    assert not allowed.permits("localhost", "127.0.0.1")
    assert allowed.permits("example.com", "93.184.216.34")


def test_named_host_may_be_private() -> None:
    allowed = AllowedHosts.parse(" Intern.Example , 10.2.0.0/16,fd12::/16, 192.168.7.7 ,,")

    assert allowed.permits("intern.example", "10.9.9.9")
    assert allowed.permits("INTERN.example", "10.9.9.9")
    assert allowed.permits("other.example", "10.2.3.4")
    assert allowed.permits("other.example", "fd12::5")
    assert allowed.permits("other.example", "192.168.7.7")
    assert not allowed.permits("other.example", "10.3.0.1")
    assert not allowed.permits("other.example", "192.168.7.8")


def test_system_knows_the_loopback_addresses_once_each() -> None:
    assert system_resolver("127.0.0.1", 80) == ["127.0.0.1"]
