"""robots.txt: what a site asks of crawlers (RFC 9309), and the middleware that keeps to it."""

from wellread.crawler.fetching.robots.rules import MAX_ROBOTS_BYTES, META_SITE_RIGHTS, RobotsTxt

__all__ = ["MAX_ROBOTS_BYTES", "META_SITE_RIGHTS", "RobotsTxt"]
