"""Whether this computer reaches the internet by a proxy, which links do not use."""

from __future__ import annotations


def is_behind_proxy(scheme: str, host: str) -> bool:
    """Whether a proxy is set for such a link: in the environment, or in the system's settings."""
    # Late: it is slow to import, and asked for only where a link fails.
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    return bool(proxies.get(scheme) or proxies.get("all")) and not proxy_bypass(host)
