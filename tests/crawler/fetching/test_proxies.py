"""A proxy that the environment names is told, and its password is not."""

import pytest

from wellread.crawler.fetching.proxies import find_ignored_proxies


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({"HTTPS_PROXY": "http://me:secret@proxy.example:3128"}, ("HTTPS_PROXY",)),
        ({"http_proxy": "proxy.example", "all_proxy": "socks5://proxy.example"}, ("all_proxy", "http_proxy")),
        ({"http_proxy": "", "no_proxy": "example.org", "PROXY": "x", "HOME": "/root"}, ()),
    ],
    ids=["capitals", "several", "none"],
)
def test_which_variables_ask_for_a_proxy(environment: dict[str, str], names: tuple[str, ...]) -> None:
    assert find_ignored_proxies(environment) == names
