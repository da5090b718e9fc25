"""Public addresses, and all those that are not, in whatever clothes."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from senet_viewer.images.addresses import is_foreign, is_public, network_of, parse_address


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.216.34",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700:4700::1111",
        "2a00:1450:4001:81b::200e",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
    ],
)
def test_public_addresses(address: str) -> None:
    assert is_public(parse_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.1.2",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.5",
        "224.0.0.251",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:192.168.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::808:808",
        "2002:7f00:1::",
        "2002:808:808::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "2001:10::1",
        "3fff::1",
        "5f00::1",
        "100::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(parse_address(address))


def test_an_address_in_an_own_network_is_not_foreign() -> None:
    own = [ip_network("93.184.216.0/24"), ip_network("2a00:1450::/64")]
    assert not is_foreign(parse_address("93.184.216.34"), own)
    assert not is_foreign(parse_address("2a00:1450::5"), own)
    assert is_foreign(parse_address("8.8.8.8"), own)
    assert is_foreign(parse_address("2a00:1450:0:1::5"), own)


def test_the_network_of_an_interface() -> None:
    assert network_of("192.168.1.7", 24) == ip_network("192.168.1.0/24")
    assert network_of("fe80::1%eth0", 64) == ip_network("fe80::/64")
    assert network_of("none", 24) is None
    assert network_of("10.0.0.1", -1) is None
