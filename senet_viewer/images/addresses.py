"""Which network addresses a link may lead to: public ones, none of the own machine or network."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Public by Python's tables, though not for us: protocol assignments and relays.
_SPECIAL_4 = tuple(IPv4Network(text) for text in ("192.0.0.0/24", "192.88.99.0/24"))

# All that the registry hands out for the public internet lies in here …
_PUBLIC_6 = IPv6Network("2000::/3")
# … but for these: protocol assignments with Teredo, documentation, tunnels to IPv4 (6to4).
_SPECIAL_6 = tuple(
    IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
# A public IPv4 address as IPv6-only networks reach it (NAT64).
_TRANSLATED = IPv6Network("64:ff9b::/96")
_LAST_32_BITS = 0xFFFF_FFFF


def parse_address(text: str) -> Address:
    """The address in ``text``, without the scope that names an interface; raises ``ValueError``."""
    return ip_address(text.partition("%")[0])


def is_public(address: Address) -> bool:
    """Whether ``address`` is one of the public internet.

    Not public are the own machine (loopback, unspecified), private and shared networks, link-local
    and site-local ones, multicast, broadcast, reserved and documentation addresses, and whatever
    leads to such an IPv4 address in the clothes of IPv6.
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not (
            address.is_multicast
            or address.is_reserved
            or any(address in network for network in _SPECIAL_4)
        )
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _TRANSLATED:
        return is_public(IPv4Address(int(address) & _LAST_32_BITS))
    return (
        address in _PUBLIC_6
        and address.is_global
        and not any(address in network for network in _SPECIAL_6)
    )


def is_foreign(address: Address, own: Iterable[Network]) -> bool:
    """Whether ``address`` is public, and in none of the machine's ``own`` networks."""
    return is_public(address) and not any(address in network for network in own)


def network_of(address: str, prefix: int) -> Network | None:
    """The network of an interface's address, or None where that is none."""
    try:
        return ip_network(f"{parse_address(address)}/{prefix}", strict=False)
    except ValueError:
        return None
