"""Scrapy's settings for every crawl, whether `wellread crawl` or `scrapy crawl blog` starts it.

Scrapy's defaults suit a developer at a keyboard; these suit a program that runs alone against
servers it does not know.
"""

import os

BOT_NAME = "wellread"
SPIDER_MODULES = ["wellread.crawler.spiders"]

# Our own: an address that the owner of a site can write to, and leave to enter loopback and private
# networks.
CONTACT = os.environ.get("WELLREAD_CONTACT", "")
ALLOW_PRIVATE = False
# The state folder; without one a crawl remembers nothing of those before.
STATE = ""
# Whether a browser runs the scripts of pages before they are read: "never", "when-empty", "always".
RENDER = "never"

# Whether pages are left alone whose site reserves the rights to mine them.
SKIP_RESERVED = False

# What we do not need listens on no port, keeps no state and takes no detour.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False
DOWNLOAD_HANDLERS = dict.fromkeys(("data", "file", "ftp", "s3")) | dict.fromkeys(
    ("http", "https"), "wellread.crawler.archive.download_handler.RawHeadersDownloadHandler"
)

# Which hosts may be connected to, and that they are who they say.
TWISTED_DNS_RESOLVER = "wellread.crawler.fetching.guard.PublicAddressResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True

# What a service manager grants between SIGTERM and SIGKILL is 30 s at least; what remains after this is for writing.
MAX_SHUTDOWN_SECONDS = 20.0

# Limits on what a server controls.
DOWNLOAD_MAXSIZE = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30
MAX_HOPS = 8  # redirects, refreshes and canonical links in a row, each to a URL that was not known before
REDIRECT_MAX_TIMES = MAX_HOPS
METAREFRESH_MAXDELAY = 5

# Politeness.
ROBOTSTXT_OBEY = True  # by wellread.crawler.fetching.robots
ROBOTSTXT_USER_AGENT = "wellread"
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.5
CONCURRENT_REQUESTS_PER_DOMAIN = 4
DOWNLOADER = "wellread.crawler.fetching.downloader.LimitedDownloader"  # keeps that also where many come at once
MAX_SILENT_SECONDS = 60.0  # without a response, after which a site waits for the next run

DOWNLOADER_MIDDLEWARES = {
    "wellread.crawler.fetching.guard.HttpOnlyMiddleware": 50,
    # Nearest to the spider: it sees pages as they would be read.
    "wellread.crawler.browser.middleware.RenderingMiddleware": 60,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "wellread.crawler.fetching.robots.middleware.RobotsMiddleware": 100,
    "wellread.crawler.fetching.reservations.ReservationMiddleware": 110,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "wellread.crawler.fetching.backoff.BackoffMiddleware": 550,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "wellread.crawler.fetching.meta_refresh.DecodedMetaRefreshMiddleware": 580,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "wellread.crawler.fetching.content_coding.BodyDecodingMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "wellread.crawler.fetching.redirects.WhatwgRedirectMiddleware": 600,
    # Next to the downloader: what is archived still has its compression, and redirects are not
    # followed yet.
    "wellread.crawler.archive.middleware.ArchiveMiddleware": 890,
}
# A page gives a record and no requests: those come from the ledger.
SPIDER_MIDDLEWARES = dict.fromkeys(
    (
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",
        "scrapy.spidermiddlewares.depth.DepthMiddleware",
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
    )
)
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "wellread.crawler.fetching.crawl_delay.CrawlDelayThrottle": 0,
    "wellread.crawler.fetching.limits.ReadLimitExtension": 0,
    "wellread.crawler.engine.garbage.FreezeExtension": 0,
}

# What is visited once is for the ledger to say. A redirect back to itself is an error, and not a
# duplicate.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# A page gives one record or none, and Scrapy starts as many tasks as this for each page.
CONCURRENT_ITEMS = 2
ITEM_PIPELINES = {"wellread.crawler.engine.pipelines.RecordToDictPipeline": 900}
FEED_EXPORT_ENCODING = "utf-8"

# Failures are reported once, by the spider.
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
RETRY_PRIORITY_ADJUST = 0
