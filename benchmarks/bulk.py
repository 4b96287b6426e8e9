"""How peers fetch and extract many pages, on all processors: `python -m benchmarks.bulk PEER BASE LIMIT`.

As their documentation has it, but without the wait between two requests to one host. Prints how many pages gave a text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from urllib.request import urlopen


def trafilatura_bulk(urls: Sequence[str]) -> int:
    """Downloads in threads, extraction in processes, as its command line does."""
    from trafilatura.downloads import add_to_compressed_dict, buffered_downloads, load_download_buffer
    from trafilatura.settings import Extractor, use_config

    config = use_config()
    config["DEFAULT"]["SSRF_PROTECTION"] = "off"  # or it refuses loopback
    options = Extractor(config=config)
    store = add_to_compressed_dict(list(urls))
    pages = []
    with ProcessPoolExecutor() as pool:
        while not store.done:
            batch, store = load_download_buffer(store, sleep_time=0)
            for url, html in buffered_downloads(batch, 4, options=options):
                pages.append(pool.submit(_trafilatura_one, html, url))
        return sum(page.result() for page in pages)


def _trafilatura_one(html: str | None, url: str) -> bool:
    import trafilatura

    return bool(html and trafilatura.extract(html, url=url, with_metadata=True))


def newsplease_bulk(urls: Sequence[str]) -> int:
    """Downloads in threads, extraction in processes: `from_urls` does both."""
    from newsplease import NewsPlease

    found = NewsPlease.from_urls(list(urls), request_args={"timeout": 30}, fetch_images=False)
    return sum(bool(article and article.maintext) for article in found.values())


PEERS: dict[str, Callable[[Sequence[str]], int]] = {"trafilatura": trafilatura_bulk, "news-please": newsplease_bulk}


def main(peer: str, base: str, limit: int) -> None:
    """Extract the first `limit` pages in the sitemap of the site at `base`."""
    with urlopen(f"{base}/sitemap.xml") as answer:  # noqa: S310
        urls = re.findall(r"<loc>(.*?)</loc>", answer.read().decode())[:limit]
    print(PEERS[peer](urls))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
