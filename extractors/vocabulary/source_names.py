"""What sections of an article are called that name people who did not write it: its sources, and thanks."""

from __future__ import annotations

import re

_LIST_NOUNS = (
    r"references?(?: list)?|sources?(?: list)?|citations?|bibliography|footnotes|endnotes"
    r"|works cited|literature(?: cited)?|article sources"
    r"|quellen(?:angaben?|verzeichnis|nachweise?)?"
    r"|literatur(?:verzeichnis|angaben|nachweise|hinweise|quellen)?|einzelnachweise|fußnoten"
    r"|referenzen|(?:sources et )?références(?: bibliographiques)?|bibliographie|notes et références"
    r"|referencias(?: bibliográficas)?|fuentes(?: consultadas)?|bibliografía"
    r"|(?:research|studies) cited|fonti|bibliografia|riferimenti(?: bibliografici)?|fontes"
    r"|referências(?: bibliográficas)?|bronnen(?:lijst)?|referenties|literatuur(?:lijst)?|källor"
    r"|referenser|kilder|referencer|referanser|lähteet|źródła|piśmiennictwo|přehled literatury"
    r"|zdroje|források|kaynak(?:lar|ça)|источники|(?:список )?литератур[аы]|参考文献|參考文獻|参考資料|参考资料"
    r"|المراجع|المصادر(?: والمراجع)?|مراجع|منابع|מקורות|βιβλιογραφία|πηγές|izvori|viri"
    r"|джерела|список використаних джерел"
    r"|surse|bibliografie|literatura|spis literatury|nguồn(?: tham khảo)?|tài liệu tham khảo|daftar pustaka|แหล่งอ้างอิง"
    r"|參考資料|引用文献|出典|참고\s?문헌|출처"
)
_ADJECTIVES = (
    r"(?:(?:scientific|medical|selected|article|key|our|the|list of|view|show|all|full|cited|wissenschaftliche) )*"
)
_AND_OTHERS = (
    r"(?: (?:and|&|und|et|y|e|en|och|og) (?:references|sources|notes|citations|further reading"
    r"|additional reading|resources|références|referencias|literatur|studien|fuentes|bibliografía|bibliografia"
    r"|bibliographie))?"
)
# What a reference list is called, from its first to its last letter.
REFERENCE_LIST_NAME = (
    rf"{_ADJECTIVES}(?:{_LIST_NOUNS}){_AND_OTHERS}(?: (?:for|used in) this (?:article|post|page|guide))?"
)

_SOURCES_OR_THANKS = re.compile(
    rf"\W*(?:\d{{1,3}}\W+)?(?:{REFERENCE_LIST_NAME}"
    r"|(?:the )?notes?(?: and references)?|further reading|acknowledge?ments?|(?:with |special |many )?thanks"
    r"|anmerkungen|weiterführende literatur|zum weiterlesen|dank(?:sagung(?:en)?)?|remerciements?|pour aller plus loin"
    r"|agradecimientos?|agradecimentos?|ringraziamenti?|dankwoord|tack(?:ord)?|kiitokset|podziękowania|благодарности"
    r"|teşekkür(?:ler)?|ευχαριστίες|注释|註釋|注釈|脚注|致谢|致謝|鸣谢|鳴謝|謝辞|각주|감사의 (?:말|글)"
    r"|(?:ال)?(?:مصادر|مراجع)|شكر(?: وتقدير)?|منابع|מקורות|תודות)\W*",
    re.IGNORECASE,
)
MAX_NAME_CHARS = 60
_THANKS = re.compile(
    r"\W{0,40}(?:(?:with|special|many|our|my|the author thanks|we thank|i thank|a big|big|warm|sincere)\s){0,3}"
    r"(?:thanks?\b|thank you|i am grateful|we are grateful|in memory of|dedicated to"
    r"|(?:vielen |herzlichen |besonderen )?dank\b|wir danken|danke\b|merci\b|nous remercions|je remercie"
    r"|gracias\b|agradec|obrigad[oa]\b|grazie\b|ringrazi|bedankt\b|met dank|tack till|takk til|tak til|kiitos"
    r"|dzięk|спасибо|благодар|感谢|感謝|鸣谢|鳴謝|致谢|致謝|감사|شكر|תודה|teşekkür)",
    re.IGNORECASE,
)


def names_sources_or_thanks(heading: str) -> bool:
    """Whether a heading is that of the sources of an article, or of its thanks."""
    return len(heading) <= MAX_NAME_CHARS and _SOURCES_OR_THANKS.fullmatch(heading) is not None


def begins_with_thanks(text: str) -> bool:
    """Whether a text begins by thanking somebody."""
    return _THANKS.match(text) is not None
