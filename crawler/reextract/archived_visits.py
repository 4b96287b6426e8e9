"""Which visits an archive tells of, known before the first response is read."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlsplit

from wellread.crawler.archive.model import PART, ArchivedResponse, RecordHeader, VisitContext
from wellread.crawler.ledger import UrlKind
from wellread.crawler.record_location import RecordLocation
from wellread.output.identity import normalise_url

_RunKey = tuple[str, str]  # when the run was begun, and the start page of its site


class ArchivedVisits:
    """The visits of an archive: of each run its URLs, and of each visit the last record.

    `all_pages`: pages that are no articles are to be extracted as well, the start page among them.
    """

    def __init__(self, *, all_pages: bool = False) -> None:
        self.all_pages = all_pages
        # By visit, that is by context and URL.
        self._last_records: dict[tuple[VisitContext, str], RecordLocation] = {}
        self._responded: dict[_RunKey, dict[str, bool]] = defaultdict(dict)  # by run and URL
        self._parts: dict[tuple[_RunKey, str], RecordLocation] = {}  # of articles, by run and URL
        self._own_files: set[str] = set()  # names of files that this program has written

    def add(self, header: RecordHeader) -> None:
        """Note a record. Records are to be added in the order in which they were written."""
        context, url = fetch_context_or_assumed(header), normalise_or_keep(header.url)
        if header.fetch_context is None or context.url_kind == PART:
            self._parts[_run_key(context), url] = header.location
        if context.url_kind == PART:
            return
        if header.fetch_context:
            self._own_files.add(header.location.file)
            self._last_records[context, url] = header.location
        self._responded[_run_key(context)][url] = header.has_response

    def should_replay(self, response: ArchivedResponse) -> bool:
        """Whether the crawl may have read an article from a response.

        It has if the URL was requested as a page, and nothing came after this response to the same
        visit. Of an archive of another program, every response may be one.
        """
        context = response.fetch_context
        if context is None:
            return response.location.file not in self._own_files
        is_page = context.url_kind == UrlKind.PAGE or (self.all_pages and context.url_kind == UrlKind.START)
        return is_page and self._last_records.get((context, normalise_or_keep(response.url))) == response.location

    def find_part(self, response: ArchivedResponse, url: str) -> RecordLocation | None:
        """Where the further page of an article at this normalised URL lies, as fetched in the run of a response."""
        return self._parts.get((_run_key(fetch_context_or_assumed(response)), url))

    def urls_of_run(self, context: VisitContext) -> dict[str, bool]:
        """Every URL of the run to which a visit belongs, and whether it responded in the end."""
        return self._responded[_run_key(context)]


def fetch_context_or_assumed(record: ArchivedResponse | RecordHeader) -> VisitContext:
    """The visit for which a record was written.

    If another program has written it: that of a page, in the one run of its host.
    """
    return record.fetch_context or VisitContext(UrlKind.PAGE, "", urlsplit(normalise_or_keep(record.url)).netloc)


def normalise_or_keep(url: str) -> str:
    """The URL in its normal form, or as it is if it has none."""
    return normalise_url(url) or url


def _run_key(context: VisitContext) -> _RunKey:
    return context.run_began, context.start_url
