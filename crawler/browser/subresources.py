"""What rendered pages are made of, so that nothing is sent again which has not changed since.

A page that scripts make has not changed if none of its parts has: the HTML as sent, the scripts, the data. Each is
asked for under the condition that it has; what has not is read from the archive.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from wellread.crawler.archive import ArchiveError, ArchiveWriter, read_response_at
from wellread.crawler.archive.middleware import META_ARCHIVE_ENTRY, META_EARLIER_LOCATION, ArchiveEntry
from wellread.crawler.ledger import SiteRun, Subresource, Validators
from wellread.crawler.pages.validators import conditions, validators_of
from wellread.crawler.reextract.replayed_response import UnreadableResponseError, restore_response

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

NOT_MODIFIED = "not modified"  # flag of a response that the server has not sent again
_STORED = "stored"  # where a request's meta holds the answer that stands if the server says "not modified"


class Parts:
    """The parts of the pages of one site. Its methods raise LedgerError."""

    def __init__(self, run: SiteRun, archive: ArchiveWriter) -> None:
        self._run = run
        self._archive = archive

    def ask(self, request: Request) -> None:
        """Let the server send nothing, if what the archive holds from this URL is still true."""
        part = self._run.subresources.find(request.url)
        if part and (stored := self._stored(request, part)):
            request.headers.update(conditions(part.validators))
            request.meta.update({META_EARLIER_LOCATION: part.location, _STORED: stored})

    def received(self, request: Request, response: Response) -> Response:
        """What an answer stands for; one that came whole is what is asked about the next time."""
        stored: Response | None = request.meta.get(_STORED)
        if stored and response.status == HTTPStatus.NOT_MODIFIED:
            return stored.replace(flags=[*stored.flags, NOT_MODIFIED])
        archived: ArchiveEntry | None = request.meta.get(META_ARCHIVE_ENTRY)
        validators = validators_of(response)
        if archived and response.status == HTTPStatus.OK and validators != Validators():
            self._run.subresources.store(request.url, Subresource(validators, archived.location))
        return response

    def _stored(self, request: Request, part: Subresource) -> Response | None:
        """The answer in the archive; None if somebody has taken that away."""
        try:
            return restore_response(request, read_response_at(self._archive.directory, part.location))
        except (ArchiveError, UnreadableResponseError):
            return None
