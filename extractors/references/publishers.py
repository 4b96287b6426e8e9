"""Hosts that publish research: resolvers, registers, preprint servers, journals and their platforms.

A link to one of them cites a work even where the URL holds no identifier. Subdomains belong to their host.
These are the targets of links, a vocabulary of the field like the names of degrees, and never the page that is read.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

_MAX_CACHED_URLS = 4096
_HOSTS = frozenset(
    """
    doi.org nih.gov clinicaltrials.gov europepmc.org cochranelibrary.com cochrane.org nature.com science.org
    sciencemag.org cell.com thelancet.com nejm.org bmj.com jamanetwork.com annals.org acpjournals.org
    sciencedirect.com springer.com biomedcentral.com wiley.com tandfonline.com sagepub.com academic.oup.com
    oxfordjournals.org cambridge.org frontiersin.org mdpi.com plos.org pnas.org karger.com thieme-connect.com
    thieme-connect.de lww.com ahajournals.org diabetesjournals.org physiology.org psychiatryonline.org asm.org
    publications.aap.org aappublications.org jmir.org royalsocietypublishing.org elifesciences.org hindawi.com
    peerj.com dovepress.com medrxiv.org biorxiv.org arxiv.org psyarxiv.com jstor.org scielo.org scielo.br
    psycnet.apa.org ascopubs.org aacrjournals.org rsna.org atsjournals.org ajcn.org gastrojournal.org ajog.org
    jacc.org jcsm.aasm.org
    """.split()
)


@lru_cache(maxsize=_MAX_CACHED_URLS)
def publishes_research(url: str) -> bool:
    """Whether the host of a URL is one of the list, or a subdomain of one."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return False
    while host:
        if host in _HOSTS:
            return True
        host = host.partition(".")[2]
    return False
