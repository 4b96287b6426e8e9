"""The words for what readers write below an article, in the languages of the web."""

from __future__ import annotations

COMMENTS = (
    r"(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|opmerkingen|komentarz[ey]?"
    r"|komentarzy|kommentarer|комментари\w+|отзыв\w*|件のコメント|条评论|條評論|개의 댓글|تعليقات?)"
)
# Other texts count their answers or thoughts as well.
COMMENTS_OR_ANSWERS = (
    rf"(?:{COMMENTS}|replies|responses?|thoughts?|antworten|réponses?|respuestas?|respostas?|risposte|odpowiedzi|svar)"
)
# What a link says behind which a reader writes one, or reads them.
INVITATIONS_TO_COMMENT = (
    r"(?:leave|post|add|write) a (?:comment|reply)",
    r"view comments|cancel reply|join the (?:conversation|discussion)",
    r"kommentare? (?:schreiben|hinterlassen|verfassen|anzeigen)|antwort abbrechen",
    r"(?:schreiben?|hinterlassen?)(?: sie)? einen kommentar",
    r"(?:laissez?r?|écrire|ajouter|poster) un commentaire|annuler la réponse",
    r"dejar?(?: un comentario| una respuesta)|(?:añadir|escribir) (?:un )?comentario|cancelar (?:la )?respuesta",
    r"deix[ea]r? (?:um comentário|uma resposta)|cancelar resposta",
    r"lascia un commento|annulla risposta",
    r"(?:laat|plaats|geef) een reactie(?: achter)?|reactie annuleren",
    r"dodaj komentarz|anuluj pisanie odpowiedzi",
    r"lämna (?:ett svar|en kommentar)|skriv en kommentar|legg igjen (?:en kommentar|et svar)",
    r"(?:добавить|оставить) комментарий|отменить ответ",
    r"コメントを残す|コメントする|发表(?:评论|回复)|發表(?:留言|迴響)|取消(?:回复|回覆)|댓글 ?(?:쓰기|남기기|달기)",
    r"napsat komentář|přidat komentář|yorum yap(?:ın)?|bir yanıt yazın|اترك (?:تعليقا|رد)ًا?",
)
