"""What rendered pages are made of, so that nothing is sent again which has not changed since.

A page that scripts make has not changed if none of its subresources has: the HTML as sent, the
scripts, the data. Each is asked for under the condition that it has; what has not is read from the
archive.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from wellread.crawler.archive import ArchiveError, ArchiveWriter, read_response_at
from wellread.crawler.archive.middleware import META_ARCHIVE_ENTRY, META_EARLIER_LOCATION, ArchiveEntry
from wellread.crawler.ledger import SiteRun, Subresource, Validators
from wellread.crawler.pages.validators import conditional_headers, read_validators
from wellread.crawler.reextract.replayed_response import UnreadableResponseError, restore_response

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

FLAG_NOT_MODIFIED = "not modified"  # of a response that the server has not sent again
_META_ARCHIVED_RESPONSE = "archived_response"  # that stands if the server says "not modified"


class SubresourceCache:
    """The subresources of the pages of one site: known to its ledger, and in its archive. Methods raise LedgerError."""

    def __init__(self, run: SiteRun, archive: ArchiveWriter) -> None:
        self._run = run
        self._archive = archive

    def make_conditional(self, request: Request) -> None:
        """Ask the server to send nothing if its resource is still the one in the archive (RFC 9110, 13)."""
        known = self._run.subresources.find(request.url)
        if known and (response := self._read_archived(request, known)):
            request.headers.update(conditional_headers(known.validators))
            request.meta.update({META_EARLIER_LOCATION: known.location, _META_ARCHIVED_RESPONSE: response})

    def complete(self, request: Request, response: Response) -> Response:
        """The response, or for "not modified" the one in the archive, with FLAG_NOT_MODIFIED.

        A response that was sent in full and has validators is what the next request will be about.
        """
        archived: Response | None = request.meta.get(_META_ARCHIVED_RESPONSE)
        if archived and response.status == HTTPStatus.NOT_MODIFIED:
            return archived.replace(flags=[*archived.flags, FLAG_NOT_MODIFIED])
        entry: ArchiveEntry | None = request.meta.get(META_ARCHIVE_ENTRY)
        validators = read_validators(response)
        if entry and response.status == HTTPStatus.OK and validators != Validators():
            self._run.subresources.store(request.url, Subresource(validators, entry.location))
        return response

    def _read_archived(self, request: Request, known: Subresource) -> Response | None:
        """The response in the archive; None if somebody has taken that away."""
        try:
            return restore_response(request, read_response_at(self._archive.directory, known.location))
        except (ArchiveError, UnreadableResponseError):
            return None
