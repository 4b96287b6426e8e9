"""What every spider has in common: a checked URL, and a contact that the owner of a site can write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Spider
from scrapy.exceptions import UsageError

from wellread.crawler.fetching.user_agent import format_user_agent
from wellread.output.identity import normalise_url, to_request_url

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

# For the meta of a request: one request and its own response, whatever the status; no redirect, no
# retry.
SINGLE_REQUEST_META = {"dont_redirect": True, "dont_retry": True, "handle_httpstatus_all": True}


class BaseSpider(Spider):
    """A spider that starts at `url`.

    Raises scrapy's UsageError when `url` is no web address, or the setting CONTACT is missing.
    """

    given_up = False  # nothing more is requested

    def __init__(self, url: str = "", **kwargs: str) -> None:
        super().__init__(**kwargs)
        normal = normalise_url(url)
        if normal is None:
            raise UsageError(f"not a web address: {url!r}")
        self.url = normal
        self.address = to_request_url(url) or normal  # what is asked for

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        contact = settings.get("CONTACT")
        if not contact:
            raise UsageError("who may the owner of the site write to? Set WELLREAD_CONTACT, or -s CONTACT=ADDRESS")
        settings.set("USER_AGENT", format_user_agent(contact), priority="spider")

    def handle_unresponsive_host(self, host: str, reason: str) -> None:
        """A host does not respond any more. A spider that can come back later may leave the rest for then."""

    def handle_long_pause(self, host: str, reason: str) -> None:
        """A page says that its host is to be left alone for longer than a run waits. The same holds."""
