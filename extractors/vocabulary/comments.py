"""The words for what readers write below an article, in the languages of the web."""

from __future__ import annotations

COMMENTS = (
    r"(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|opmerkingen|komentarz[ey]?"
    r"|komentarzy|kommentarer|комментари\w+|отзыв\w*|件のコメント|条评论|條評論|개의 댓글|تعليقات?)"
)
# Other texts count their answers or thoughts as well.
COMMENTS_OR_ANSWERS = (
    rf"(?:{COMMENTS}|replies|responses?|thoughts?|antworten|réponses?|respuestas?|respostas?|risposte|odpowiedzi|svar"
    r"|gedanken|réflexions|gedachten|pensieri|pensamientos|pensamentos|myśli|tankar|tanker)"
)
# One of them, above the only comment of an article; the title of that follows.
ONE_COMMENT_ON = (
    r"(?:(?:one|1) (?:thought|comment|reply|response) (?:on|to)|eine? (?:gedanke|kommentar|antwort|reaktion) (?:zu|auf)"
    r"|une? (?:réflexion|commentaire|réponse) (?:sur|à)|un[oa]? (?:comentario|pensamiento|respuesta) (?:en|sobre|a)"
    r"|uma? (?:comentário|pensamento|resposta) (?:em|sobre|para)|un[oa]? (?:commento|pensiero|risposta) (?:su|a)"
    r"|[eé][eé]n (?:reactie|gedachte|antwoord) op|jed(?:na|en) (?:myśl|odpowiedź|komentarz) (?:na temat|do|o)"
    r"|en (?:reaktion|tanke|kommentar) (?:på|til|om|till)|én (?:kommentar|tanke) (?:til|om|på)"
    r"|один (?:комментарий|ответ|отзыв) (?:к|на|о)|jeden komentář)"
)
# A list of what was written last on the whole site.
RECENT_COMMENTS = (
    r"(?:(?:recent|latest|newest) (?:comments?|replies|discussions?)|(?:neueste|letzte|aktuelle) kommentare"
    r"|(?:derniers|récents) commentaires|commentaires récents|(?:últimos|recientes) comentarios|comentarios recientes"
    r"|(?:últimos|recentes) comentários|comentários recentes|(?:ultimi|recenti) commenti|commenti recenti"
    r"|(?:recente|laatste) reacties|(?:ostatnie|najnowsze) komentarze"
    r"|(?:senaste|nyeste|siste|seneste) kommentarer(?:na|ne)?"
    r"|(?:свежие|последние|новые) комментарии|(?:poslední|nejnovější) komentáře|son yorumlar"
    r"|最近のコメント|(?:近期|最新)(?:评论|評論|留言)|최근 댓글|أحدث التعليقات)"
)
# What readers give a comment, with the number of those who did.
REACTIONS = (
    r"(?:likes?|dislikes?|thumbs (?:up|down)|(?:up|down)votes?|gefällt mir|daumen (?:hoch|runter)|j['’]aime"
    r"|me gusta|mi piace|vind ik leuk|curtir|gosto|lubię to|gilla|liker|нравится"
    r"|いいね!?|赞|點讚|点赞|좋아요|beğen|líbí se mi)"
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
