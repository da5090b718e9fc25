"""What is told where a link does not lead to a picture: one sentence each."""

from __future__ import annotations

from senet_viewer.errors import ViewerError, printable

SHOWN_CHARACTERS = 80


def shown(url: str) -> str:
    """``url`` in one short line."""
    text = printable(url)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def _error(code: str, url: str, rest: str, detail: str = "", hint: str = "") -> ViewerError:
    link = shown(url)
    return ViewerError(
        f"link.{code}",
        f"The link “{link}” {rest}.",
        {"link": link},
        detail=printable(detail),
        hint=hint,
    )


def not_a_link(url: str, detail: str = "") -> ViewerError:
    return _error("invalid", url, "is none that opens; give an address with http or https", detail)


def own_network(url: str, host: str, address: str) -> ViewerError:
    name = shown(host)
    return _error(
        "own_network",
        url,
        f"leads to this computer or its own network ({name}) and was not opened",
        f"{name}: {address}",
        "If you mean it, type it in File → Open link.",
    )


def redirected_home(url: str, host: str, address: str) -> ViewerError:
    name = shown(host)
    return _error(
        "redirected_home",
        url,
        f"sends on to this computer or its own network ({name}), so it was not followed",
        f"{name}: {address}",
    )


def too_many_redirects(url: str) -> ViewerError:
    return _error("redirects", url, "sends on and on; open the picture itself and take its link")


def unknown_host(url: str, host: str, detail: str) -> ViewerError:
    return _error(
        "unknown_host",
        url,
        f"cannot be opened, since “{shown(host)}” is not found; check the address and whether "
        "this computer is connected",
        detail,
    )


def unreachable(url: str, host: str, detail: str) -> ViewerError:
    return _error(
        "unreachable",
        url,
        f"cannot be opened, since “{shown(host)}” does not answer; try again later",
        detail,
    )


def behind_proxy(url: str, host: str, detail: str) -> ViewerError:
    """Where a link was not reached, and a proxy is set that might reach it."""
    return _error(
        "proxy",
        url,
        f"cannot be opened, since “{shown(host)}” is not reached without the proxy that this "
        "computer uses; download the picture with the browser, then drop the file here",
        f"{detail}\nA proxy looks up names itself, so that a link could lead into your own "
        "network unseen; that is why links are opened without it.",
    )


def broken_off(url: str, detail: str) -> ViewerError:
    return _error("cut", url, "broke off before the picture was complete; try again", detail)


def too_slow(url: str, seconds: float) -> ViewerError:
    return _error("timeout", url, f"took longer than {seconds:.0f} seconds; try again later")


def too_large(url: str, most: int) -> ViewerError:
    return _error(
        "too_large", url, f"holds more than {most // 2**20} MB; save the file and open it"
    )


def not_trusted(url: str, detail: str) -> ViewerError:
    return _error(
        "certificate", url, "was not opened, since the server's certificate is not trusted", detail
    )


def refused(url: str, status: int, reason: str) -> ViewerError:
    known = {401: "asks for a password", 403: "is not open to everyone", 404: "leads to nothing"}
    what = known.get(status, "was refused by its server")
    return _error("refused", url, f"{what} ({status})", reason)


def a_page(url: str) -> ViewerError:
    return _error(
        "page",
        url,
        "leads to a web page, not to a picture; open the picture itself there and take its link",
    )


def no_picture(url: str, problem: ViewerError) -> ViewerError:
    return _error(
        "no_picture", url, "holds no picture that opens", f"{problem.sentence}\n{problem.detail}"
    )


def encoded(url: str, encoding: str) -> ViewerError:
    return _error("encoding", url, "comes packed in a way that was not asked for", encoding)


def cancelled(url: str) -> ViewerError:
    return _error("cancelled", url, "was not opened, since it was stopped")
