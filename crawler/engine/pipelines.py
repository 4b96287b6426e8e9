"""What happens to a record once the spider has made it."""

from __future__ import annotations

import msgspec

from wellread.output.record import ArticleRecord


class RecordToDictPipeline:
    """Turns a record into the dict that Scrapy's own exporters expect, with the keys of the published JSON."""

    def process_item(self, item: ArticleRecord) -> dict[str, object]:
        fields: dict[str, object] = msgspec.to_builtins(item)
        return fields
