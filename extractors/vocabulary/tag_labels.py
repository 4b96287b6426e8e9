"""What stands before the tags of an article, in many languages: "Tags:", "Filed under"."""

from __future__ import annotations

import re

TAGS_LABEL = re.compile(
    r"(?:(?:post |article )?tags?|tagged(?: with| in)?|topics?|keywords?|filed under"
    r"|schlagw(?:o|ö)rte?r?|stichw(?:o|ö)rte?r?|themen|étiquettes?|mots[- ]clés|etiquetas|temas|argomenti|etichette"
    r"|trefwoorden|labels|taggar|tagi|tematy|теги|метки|етикетки|etiketler|štítky|címkék"
    r"|标签|標籤|關鍵字|关键词|タグ|태그|وسوم|الوسوم|برچسب(?:\u200c?ها)?|תגיות|แท็ก|टैग|thẻ|từ khóa)\s?[:：]?",
    re.IGNORECASE,
)
