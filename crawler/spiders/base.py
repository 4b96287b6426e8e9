"""What every spider has in common: a checked URL, and a name that the owner of a site can write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Spider
from scrapy.exceptions import UsageError

from wellread.crawler.fetching.user_agent import format_user_agent
from wellread.output.identity import normalise_url

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


class PoliteSpider(Spider):
    """A spider that starts at `url`. Raises scrapy's UsageError for what is no web address, and without a CONTACT."""

    given_up = False  # nothing more is asked

    def __init__(self, url: str = "", **kwargs: str) -> None:
        super().__init__(**kwargs)
        normal = normalise_url(url)
        if normal is None:
            raise UsageError(f"not a web address: {url!r}")
        self.url = normal

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        contact = settings.get("CONTACT")
        if not contact:
            raise UsageError("who may the owner of the site write to? Set WELLREAD_CONTACT, or -s CONTACT=ADDRESS")
        settings.set("USER_AGENT", format_user_agent(contact), priority="spider")

    def handle_unresponsive_host(self, host: str, reason: str) -> None:
        """A host answers no more. Whoever can come back later leaves the rest for then."""
