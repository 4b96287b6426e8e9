"""What sections of one kind are called, from the first to the last letter of their heading."""

from __future__ import annotations

import re

from wellread.extractors.vocabulary.source_names import REFERENCE_LIST_NAME

_TAKEAWAYS = (
    r"(?:the )?(?:key|main) (?:takeaways?|points|facts|findings|messages|insights)(?: to (?:remember|know))?",
    r"(?:the )?(?:takeaways?|quick (?:facts|summary)|highlights|summary points|fast facts|what to remember)",
    r"(?:the )?(?:at a glance|in (?:a nutshell|brief|short)|tl;?dr)",
    r"das wichtigste(?: (?:in kürze|im überblick|auf einen blick|zuerst))?",
    r"kurz (?:&|und) (?:knapp|bündig)|auf einen blick|kurz gesagt",
    r"(?:die )?(?:kernaussagen|kernpunkte|wichtigsten (?:punkte|fakten))",
    r"l['’]essentiel(?: à retenir| en bref)?|(?:ce qu['’]il faut |les points )?(?:à )?retenir",
    r"(?:les )?points clés|en (?:bref|résumé)|les points essentiels",
    r"(?:los )?puntos clave|lo (?:más importante|esencial)|ideas (?:clave|principales)|en (?:resumen|breve|síntesis)",
    r"in (?:breve|sintesi)|(?:i )?punti (?:chiave|principali)|l['’]essenziale",
    r"(?:os )?pontos[- ](?:chave|principais)|em resumo|o essencial",
    r"in het kort|(?:de )?belangrijkste punten|kort (?:samengevat|sagt|fortalt|om)",
    r"det (?:viktigaste|vigtigste|viktigste)|i korthe[td]|lyhyesti|tiivistettynä",
    r"najważniejsze (?:informacje|wnioski)|w skrócie|ve zkratce|to nejdůležitější|röviden|pe scurt",
    r"kısaca|öne çıkanlar|με λίγα λόγια|tóm tắt|ringkasan|poin (?:penting|utama)",
    r"(?:самое )?главное|коротко|кратко|ключевые (?:моменты|выводы|тезисы)|головне|коротко про головне",
    r"(?:本文|文章)?(?:要点|重点|要點|重點|摘要)(?:速[览覽])?",
    r"(?:この記事の)?(?:まとめ|ポイント|要点)|핵심 ?(?:요약|정리|내용)|한눈에 보기",
    r"باختصار|(?:أهم|أبرز) النقاط|نکات (?:کلیدی|مهم)|בקצרה|עיקרי הדברים",
)
_FAQ = (
    r"(?:frequently asked questions|häufige fragen|häufig gestellte fragen|preguntas frecuentes)\b.{0,80}",
    r"(?:foire aux questions|questions fréquentes|domande frequenti|perguntas frequentes)\b.{0,80}",
    r"(?:veelgestelde vragen|vanliga frågor|ofte stil(?:led|t)e spørsmål|usein kysytt\w+)\b.{0,80}",
    r"(?:ofte stillede spørgsmål|najczęściej zadawane pytania|často kladené otázky|gyakori kérdések)\b.{0,80}",
    r"(?:sık(?:ça)? sorulan sorular|întrebări frecvente|συχνές ερωτήσεις)\b.{0,80}",
    r"(?:част(?:о задаваемые|ые) вопросы|поширені (?:за)?питання|часті запитання)\b.{0,80}",
    r".{0,20}(?:よくある(?:ご)?質問|常[見见][問问][題题]|자주 (?:묻는|하는) 질문|คำถามที่พบบ่อย).{0,40}",
    r".{0,20}(?:câu hỏi thường gặp|pertanyaan (?:yang sering|umum)).{0,40}",
    r".{0,20}(?:الأسئلة الشائعة|أسئلة شائعة|س[وؤ]الات متداول|שאלות (?:נפוצות|ותשובות)).{0,40}",
    r"faqs?\b.{0,80}",
    r".{0,60}\bfaqs?",
)
# Words that head questions, and running text about them as well.
_MAYBE_FAQ = (
    r".{0,60}\b(?:questions?|ask(?:ed|s)?|wonder(?:ing|ed)?|q ?(?:&|and) ?a)\b.{0,80}",
    r".{0,60}\b(?:fragen|vragen|preguntas|perguntas)\b.{0,80}",
    r".{0,60}\b(?:domande|frågor|spørgsmål|spørsmål|kysymy\w+|pytania|otázky|вопросы|запитання|питання)\b.{0,80}",
    r".{0,60}\b(?:sorular|kérdések|întrebări|ερωτήσεις|câu hỏi|pertanyaan)\b.{0,80}",
    r".{0,30}(?:質問|疑問|Ｑ＆Ａ|问题|問題|问答|問答|질문|궁금|คำถาม|أسئلة|سؤال|پرسش|שאלות|सवाल|प्रश्न).{0,30}",
)
_DISCLAIMER = (
    r"(?:medical |health |legal )?disclaimers?|haftungsausschluss|medizinischer hinweis",
    r"avertissement médical|(?:aviso|descargo) (?:médico|legal|de responsabilidad)|avvertenza medica",
    r"免責事項|免责声明|免責聲明|면책 ?(?:조항|고지)|отказ от ответственности|sorumluluk reddi|إخلاء (?:ال)?مسؤولية",
)


def names_pattern(*names: str) -> re.Pattern[str]:
    """A pattern for whole headings that have one of some names, whatever marks stand behind it."""
    return re.compile(rf"(?:{'|'.join(names)})\W*", re.IGNORECASE)


TAKEAWAYS_NAME = names_pattern(*_TAKEAWAYS)
FAQ_NAME = names_pattern(*_FAQ)
MAYBE_FAQ_NAME = names_pattern(*_MAYBE_FAQ)
DISCLAIMER_NAME = names_pattern(*_DISCLAIMER)
# All of them that name what they head in a few words, and no more.
SECTION_NAMES = (TAKEAWAYS_NAME, FAQ_NAME, DISCLAIMER_NAME, names_pattern(REFERENCE_LIST_NAME))
