from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extractors.metadata.conftest import PARAGRAPH, json_ld
from wellread.extractors.metadata import describe
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        ("<p>By Lena Park</p>", ["Lena Park"]),
        (
            "<p>by <a href='/about/lena'>Lena Park</a> and <a href='/about/tom'>Tomás Rivera</a></p>",
            ["Lena Park", "Tomás Rivera"],
        ),
        ("<div><span>By</span><span>Lena Park</span><span>May 3, 2024</span></div>", ["Lena Park"]),
        ("<div><div>Written by</div><div>Lena Park</div></div>", ["Lena Park"]),
        ("<p>Guest post by Dr. Helena Voss, PsyD</p>", ["Helena Voss"]),
        ("<p>Posted on May 3, 2024 by Lena Park in Sleep</p>", ["Lena Park"]),
        ("<p>Von Anke Brandt</p>", ["Anke Brandt"]),
        ("<p>Par Marie Dubois | Publié le 3 mai 2024</p>", ["Marie Dubois"]),
        ("<p>Por Ana Ruiz</p>", ["Ana Ruiz"]),
        ("<p>di Paola Neri</p>", ["Paola Neri"]),
        ("<p>Door Guido van der Berg</p>", ["Guido van der Berg"]),
        ("<p>Autorin: Anke Brandt</p>", ["Anke Brandt"]),
        ("<p>Автор: Анна Иванова</p>", ["Анна Иванова"]),
        ("<p><a href='/authors/lena-park'>Lena Park</a></p>", ["Lena Park"]),
        ("<p>3 May 2024 <a rel='author' href='/x'>Lena Park</a></p>", ["Lena Park"]),
        ("<div class='post-author'><p>Lena Park</p></div>", ["Lena Park"]),
        ("<img src='a.jpg' alt='Lena Park'><p>Lena Park</p>", ["Lena Park"]),
        ("<p>by restless</p>", ["restless"]),
        ("<p>By Calm Days Team</p>", ["Calm Days Team"]),
        ("<p>Lena Park</p><p>By Ida Holm</p>", ["Ida Holm"]),
        ("<div class='a'>By Lena Park</div><div class='a'>By Lena Park</div>", ["Lena Park"]),
        ("<p>Lena Park, RD; Tomás Rivera, DVM</p>", ["Lena Park", "Tomás Rivera"]),
        ("<p>Lena Park | Senior Writer | July 2, 2025</p>", ["Lena Park"]),
        ("<div class='date-and-author'>July 2, 2024<span>Lena Park</span></div>", ["Lena Park"]),
        ("<p>Interview: Lena Park</p>", ["Lena Park"]),
        ("<p>by Lena Park / Categories: Sleep, Rest</p>", ["Lena Park"]),
        ("<p>Written by: Lena Park Gardener &amp; Astrologer</p>", ["Lena Park"]),
        ("<h2>Article written by:</h2><img src='a.jpg'><div><div><h3>Lena Park, MD</h3></div></div>", ["Lena Park"]),
        ("<p>Calm Days Team</p>", ["Calm Days Team"]),
        ("<div>By</div><button>Lena Park, Ph.D.</button>", ["Lena Park"]),
        ("<p>Recipe by Lena Park</p>", ["Lena Park"]),
        ("<p>By the Lavender Team</p>", ["the Lavender Team"]),
        ("<p>Written by Lena Park, Head of Sleep and Community Development</p>", ["Lena Park"]),
        ("<p>Contributors: Lena Park</p>", ["Lena Park"]),
        ("<p>Text &amp; Fotos: Lena Park</p>", ["Lena Park"]),
        ("<p>by Lena ParkNovember 20, 2007</p>", ["Lena Park"]),
        ("<p>Posted by Lena under Just For Fun</p>", ["Lena"]),
        ("<p>by rest1984</p>", ["rest1984"]),
        ("<div><h3>Author</h3><p>Lena Park</p></div>", ["Lena Park"]),
        ("<div class='publish-date-author'>Dec. 19, 2024 · Lena Park on behalf of the group</div>", ["Lena Park"]),
        ("<div class='top-bar'><a rel='author' href='/lena'>Lena Park</a> <b>06 PM</b></div>", ["Lena Park"]),
        ("<p>By Lena Park, VMD, VTS (Behavior), Tomás Rivera</p>", ["Lena Park", "Tomás Rivera"]),
        (
            "<div class='author-name'>Calm Days</div><p>Rest.</p><div class='author-name'>Lena Park</div>",
            ["Lena Park"],
        ),
        ("<div class='post-card'><div>By</div><div>The Calm Team</div></div>", ["The Calm Team"]),
        ("<h3>By</h3><p class='tags'><a href='/t'>Deep Rest</a></p><p><a href='/l'>Lena Park</a></p>", ["Lena Park"]),
        ("<h4>Author</h4><div>LP</div><div>Lena Park</div>", ["Lena Park"]),
        ("<p>May 3, 2024 • Lena Park in <a href='/blog/deep-rest'>Deep Rest</a></p>", ["Lena Park"]),
        ("<p>Lena Park</p><div class='author-description'>Licensed sleep coach, M.A.</div>", ["Lena Park"]),
        ("<div class='meta'><span>Lena Holm</span><span>3 days ago</span></div>", ["Lena Holm"]),
        ("<p>Escrito por <a href='/a'>Ana Ruiz</a> y <a href='/b'>Luis Sol</a></p>", ["Ana Ruiz", "Luis Sol"]),
        ("<p>By <b>Lena Park, BSc (Hons), ANutr</b> <a href='https://orcid.org/0'>ORCID</a></p>", ["Lena Park"]),
        ("<p>May 3, 2024 <span>Lena Holm</span></p>", ["Lena Holm"]),
        ("<p>By <a href='/a'>Calm Days</a></p><p><em>By Lena Park, a nurse in Oslo</em></p>", ["Lena Park"]),
        (
            "<div class='hover-card'><a href='/@lena'>Lena Park</a></div><p>and</p><a href='/@tom'>Tomás Rivera</a>",
            ["Lena Park", "Tomás Rivera"],
        ),
        ("<p>執筆：山田花子　監修：佐藤健一（医師）</p>", ["山田花子"]),
        ("<p>…as many lie awake</p><p>Lena Park/Tomás Rivera</p>", ["Lena Park", "Tomás Rivera"]),
    ],
    ids=[
        "by",
        "two links",
        "spans in one line",
        "label and name in boxes",
        "guest post with title and degree",
        "posted on a day by",
        "von",
        "par",
        "por",
        "di",
        "door",
        "autorin",
        "автор",
        "link to a profile",
        "rel author",
        "box for the author",
        "name below a portrait",
        "handle",
        "team of the site",
        "label outdoes a name alone",
        "the same twice",
        "two with degrees",
        "role between bars",
        "class of date and author",
        "interview",
        "categories behind a stroke",
        "roles that are words of names",
        "label as a heading over a portrait",
        "team without a label",
        "name on a button",
        "recipe",
        "team with an article",
        "role with departments",
        "contributors",
        "text and photos",
        "name glued to a month",
        "first name with a topic",
        "handle with digits",
        "heading that is a label",
        "on behalf of a group",
        "rel author in a bar",
        "degrees with a comma between authors",
        "site beside the author",
        "team in a card",
        "topics between label and name",
        "initials for a portrait",
        "topic behind the name",
        "name over a biography",
        "name beside days ago",
        "escrito por two",
        "badge of ORCID",
        "name beside a day",
        "site and then a nurse",
        "hover card and a joined name",
        "Japanese labels",
        "stroke between names",
    ],
)
def test_bylines_are_read_in_many_shapes(described: Describe, below: str, authors: list[str]) -> None:
    assert [person.name for person in described(below).authors] == authors


@pytest.mark.parametrize(
    "below",
    [
        "<div><div>Written by</div></div>",
        "<p>By</p>",
        "<p>Written by May 3, 2024</p>",
        "<p>By hand, and with patience, everything can be mended that was broken in haste.</p>",
        "<p>Photo by Lena Park</p>",
        "<p>Edited by Lena Park</p>",
        "<p>Sponsored by Lena Park</p>",
        "<div class='related-posts'><p>By Lena Park</p></div>",
        "<div class='card'><h4>Another article</h4><p>By Lena Park</p></div>",
        "<div class='comments'><p>By Lena Park</p></div>",
        "<p><a href='/category/sleep-health'>Sleep Health</a></p>",
        "<p>By lena@example.org</p>",
        "<p>Supported by science and by people</p>",
        "<p>Category: Sleep Health</p>",
        "<img src='a.jpg' alt='Product Tour'><div class='cta-button'><a href='/product-tour/a'>Product Tour</a></div>",
        "<div class='post-meta'><span class='author-meta'><a href='/topics/sleep/'>Sleep Health</a></span></div>",
        "<ul class='post-meta'><li><span class='meta-type-terms'><a href='/x'>Sleep Health</a></span></li></ul>",
        "<figure><img src='a.jpg'><figcaption>At rest. Photo by <a href='/@lena'>Lena Park</a></figcaption></figure>",
    ],
    ids=[
        "label alone",
        "by alone",
        "date behind the label",
        "prose",
        "photo",
        "edited",
        "sponsored",
        "related posts",
        "card of another article",
        "comment",
        "link to a category",
        "e-mail address",
        "supported by",
        "category",
        "button",
        "topic in author markup",
        "topic in a list of terms",
        "credit of a picture",
    ],
)
def test_what_is_no_byline_gives_no_author(described: Describe, below: str) -> None:
    assert described(below).authors == ()


@pytest.mark.parametrize(
    ("below", "reviewers", "authors"),
    [
        ("<p>Medically reviewed by Samuel Okafor, MD</p>", ["Samuel Okafor"], []),
        ("<p>Medically reviewed by Samuel Okafor, MD - Written by Lena Park</p>", ["Samuel Okafor"], ["Lena Park"]),
        ("<p>By Lena Park, DVM. Reviewed by Samuel Okafor, DVM</p>", ["Samuel Okafor"], ["Lena Park"]),
        ("<p>Reviewed By: <a href='/s'>Samuel Okafor, PhD, CSCS</a></p>", ["Samuel Okafor"], []),
        ("<p>Peer reviewed by Dr Samuel Okafor, MRCGP</p>", ["Samuel Okafor"], []),
        ("<p>Medizinisch geprüft von Dr. Samuel Okafor</p>", ["Samuel Okafor"], []),
        ("<p>A peer-reviewed study by Samuel Okafor</p>", [], []),
        ("<p>Reviewed by our Medical Review Board</p>", [], []),
        ("<details><summary>Expert Reviewed</summary></details>", [], []),
        ("<div class='card'><p>Medically reviewed by Samuel Okafor, MD</p></div>", ["Samuel Okafor"], []),
        ("<div class='card'><a href='/b'>Milk</a><p>Medically reviewed by Samuel Okafor, MD</p></div>", [], []),
        ("<button>Medically reviewed by <b>Samuel Okafor, DO</b></button>", ["Samuel Okafor"], []),
        ("<p>Samuel Okafor, MD, reviewed this article on May 3, 2025.</p>", ["Samuel Okafor"], []),
        ("<p>Validé par le Dr Samuel Okafor, médecin</p>", ["Samuel Okafor"], []),
        ("<p>Par Ida Holm • Relecture médicale : Dr Samuel Okafor</p>", ["Samuel Okafor"], ["Ida Holm"]),
        ("<p>Revisado médicamente por la Dra. Samuel Okafor</p>", ["Samuel Okafor"], []),
        ("<p>Por Ida Holm · Revisão clínica: Dr. Samuel Okafor</p>", ["Samuel Okafor"], ["Ida Holm"]),
        ("<p>Revisione scientifica: Dott. Samuel Okafor</p>", ["Samuel Okafor"], []),
        ("<p>Medisch gecontroleerd door dr. Samuel Okafor</p>", ["Samuel Okafor"], []),
        ("<p>執筆：山田花子　監修：佐藤健一（医師）</p>", ["佐藤健一"], ["山田花子"]),
        ("<p>Medically reviewed by the <a href='/b'>Sleep Board</a></p>", ["the Sleep Board"], []),
        ("<p>Faktagranskad av Samuel Okafor</p>", ["Samuel Okafor"], []),
        ("<p>Weryfikacja merytoryczna: Samuel Okafor</p>", ["Samuel Okafor"], []),
        ("<p>Автор: Анна Иванова. Проверено: Олег Петров</p>", ["Олег Петров"], ["Анна Иванова"]),
        ("<p>Ditinjau secara medis oleh dr. Samuel Okafor</p>", ["Samuel Okafor"], []),
        ("<p>監修：医師 佐藤健一</p>", ["佐藤健一"], []),
        ("<p>بقلم ليلى حسن - راجعته طبيا: د. سامي نور</p>", ["سامي نور"], ["ليلى حسن"]),
        (f"<p>Von Ida Holm · {'Vier Minuten · ' * 9} Geprüft von Samuel Okafor</p>", ["Samuel Okafor"], ["Ida Holm"]),
        ("<div class='card'><h3>Milk</h3><p>Medically reviewed by Samuel Okafor, MD</p></div>", [], []),
        ("<p>Fact checked by Samuel Okafor</p>", ["Samuel Okafor"], []),
        ("<p>By Lena Park | Fact-checked by Samuel Okafor</p>", ["Samuel Okafor"], ["Lena Park"]),
        ("<h2>Article reviewed by:</h2><h3>Samuel Okafor MD, DABOM</h3>", ["Samuel Okafor"], []),
        ("<p>Edited by A Bell; peer-reviewed by S Okafor, Jr., I Holm; accepted</p>", ["S Okafor Jr.", "I Holm"], []),
        ("<p>Reviewed by</p><p>We are a team of writers who like to sleep.</p>", [], []),
    ],
    ids=[
        "medically reviewed by",
        "reviewer before author",
        "author before reviewer",
        "link",
        "peer reviewed",
        "German",
        "peer-reviewed study",
        "board without a name",
        "badge alone",
        "card",
        "card with a link to another page",
        "button",
        "reviewed this article",
        "French, validated",
        "French, relecture",
        "Spanish",
        "Portuguese",
        "Italian",
        "Dutch",
        "Japanese",
        "board with a link",
        "Swedish",
        "Polish",
        "Russian",
        "Indonesian",
        "Japanese, role before the name",
        "Arabic",
        "German in a long line",
        "card below a heading",
        "fact checked",
        "fact-checked behind a bar",
        "heading that is a label",
        "journal",
        "sentence behind the label",
    ],
)
def test_reviewers_are_told_from_authors(
    described: Describe, below: str, reviewers: list[str], authors: list[str]
) -> None:
    found = described(below)
    assert [person.name for person in found.reviewed_by] == reviewers
    assert [person.name for person in found.authors] == authors


def test_a_byline_behind_the_body_is_found(described: Describe) -> None:
    assert [p.name for p in described(after="<p>Written by Lena Park</p>").authors] == ["Lena Park"]


def test_several_bylines_far_away_are_those_of_other_articles(described: Describe) -> None:
    others = "".join(
        f"<div><p>Something else {n}</p><p>By Author {name}</p></div>" for n, name in enumerate(("Aa", "Bb", "Cc"))
    )
    assert described(after=f"<p>{'Filler text. ' * 30}</p>" * 3 + others).authors == ()


def test_the_credentials_of_a_byline_complete_the_name_in_the_data(described: Describe) -> None:
    author = '{"@type": "Person", "name": "Helena Voss", "url": "/voss"}'
    head = f'<script type="application/ld+json">{{"@type": "Article", "author": {author}}}</script>'
    (found,) = described("<p>By Dr. Helena Voss, PsyD</p>", head=head).authors
    assert (found.honorific, found.credentials, found.url) == ("Dr.", ("PsyD",), "https://example.org/voss")


def test_a_portrait_and_a_line_about_a_person_name_the_author_where_nothing_else_does(described: Describe) -> None:
    card = "<div><img src='a.jpg' alt='Lena Park'><h3>Lena Park</h3><p>Lena Park is a dietitian in Oslo.</p></div>"
    assert [person.name for person in described(after=card).authors] == ["Lena Park"]
    assert described(after="<h3>Box Breathing</h3><p>Box Breathing is a way to calm down.</p>").authors == ()


def test_the_card_of_another_page_is_no_byline(described: Describe) -> None:
    assert described("<h2><a href='/books/night'>by Ida Holm</a></h2>").authors == ()


def test_the_source_of_a_quotation_is_no_author(described: Describe) -> None:
    quote = "<blockquote><p>A jar is a promise.</p><cite>by Ida Holm</cite></blockquote>"
    assert described(after=f"{quote}{PARAGRAPH}").authors == ()


def test_a_team_is_named_after_a_site_whose_name_has_an_and(described: Describe) -> None:
    head = '<meta property="og:site_name" content="Alder &amp; Oats">'
    (found,) = described("<p>By the Alder &amp; Oats Editorial Team</p>", head=head).authors
    assert (found.name, found.type) == ("the Alder & Oats Editorial Team", "organization")


def test_a_name_in_capitals_and_words_is_a_body(described: Describe) -> None:
    (found,) = described("<p>By BBC Sport</p>").authors
    assert found.type == "organization"


@pytest.mark.parametrize("box", ["aside", "div class='card'", "footer"], ids=["aside", "card", "footer"])
def test_headings_of_boxes_beside_the_article_name_its_author_and_day(described: Describe, box: str) -> None:
    beside = f"<{box}><h3>Published</h3><p>May 3, 2024</p><h3>Author</h3><p>Lena Park</p>"
    found = described(after=beside)
    assert ([person.name for person in found.authors], found.date_published) == (["Lena Park"], "2024-05-03")


@pytest.mark.parametrize(
    "teaser",
    [
        "<div><h3><a href='/tea'>Tea</a></h3><p>By Ida Holm</p><p>Reviewed by Bo Lind, MD</p><p>May 1, 2025</p></div>",
        "<a href='/tea'><h3>Tea</h3><p>By Ida Holm</p><p>Reviewed by Bo Lind, MD</p><p>May 1, 2025</p></a>",
        "<div><a href='/tea'><h3>Tea</h3></a><span>By Ida Holm</span></div>",
        "<div><a href='/tea'>Tea for slow days</a><span>By Ida Holm</span></div>",
        "<ul><li><a href='/the'><b>Du thé le soir</b></a><p>Par Ida Holm</p></li></ul>",
    ],
    ids=["title that is a link", "link around the teaser", "link around the title", "line that is a link", "list"],
)
def test_people_and_dates_below_the_title_of_another_page_are_not_the_articles(
    described: Describe, teaser: str
) -> None:
    found = described(after=f"<section><h2>Keep on</h2>{teaser}{teaser}</section>")
    assert (found.authors, found.reviewed_by, found.date_published) == ((), (), None)


def test_topics_are_no_names_where_the_text_has_their_words(described: Describe) -> None:
    topic = "<div class='meta'><span>Deep Rest</span><span>3 days ago</span></div><p>Such deep rest is rare.</p>"
    assert described(topic).authors == ()


@pytest.mark.parametrize(
    "after",
    [
        "<p>– Lena Park, RDN</p>",
        "<h3>Meet the author: Lena Park</h3>",
        "<section><h3>About the Author</h3><h4>Lena Park</h4></section>",
    ],
    ids=["signature", "meet the author", "about the author"],
)
def test_authors_are_named_behind_the_text(described: Describe, after: str) -> None:
    assert [person.name for person in described(after=after).authors] == ["Lena Park"]


def test_the_source_of_a_quotation_at_the_end_is_no_author(described: Describe) -> None:
    assert described(after="<blockquote><p>Sleep.</p><p>– Lena Park</p></blockquote>").authors == ()


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        ("<p>11.12.2024 - Lena Park</p>", ["Lena Park"]),
        ("<p>04.02.2024 | 13:10 | Lena Park</p>", ["Lena Park"]),
        ("<p>3. Mai 2024 / Lena Park</p>", ["Lena Park"]),
        ("<p>Lena Park, 4 March 2024</p>", ["Lena Park"]),
        ("<ul class='author'><li>Lena Park</li></ul>", ["Lena Park"]),
        ("<p>By Staff Writer</p>", ["Staff Writer"]),
        ("<p>Posted 3 days ago by Lena Park</p>", ["Lena Park"]),
        ("<p>Updated 2 weeks ago • Lena Park</p>", ["Lena Park"]),
        ("<p>vor 3 Tagen von Lena Park</p>", ["Lena Park"]),
        ("<p>Lena Park, il y a 2 semaines</p>", ["Lena Park"]),
        ("<p>hace 5 días | Lena Park</p>", ["Lena Park"]),
        ("<p>Lena Park – 2 uur geleden</p>", ["Lena Park"]),
        ("<p>作者：王芳 3天前</p>", ["王芳"]),
        ("<p>2022-09-06 09:33 来源：晨光健康 作者：王芳 责编：李强</p>", ["王芳"]),
        ("<p><span>来源：晨光</span> <span>作者：<b>王芳</b></span> <span>责编：<b>李强</b></span></p>", ["王芳"]),
        ("<p>记者 王芳 通讯员 李强</p>", ["王芳", "李强"]),
        ("<p>文/王芳 图/李强</p>", ["王芳"]),
        ("<p>取材・文：山田花子　編集：田中一郎</p>", ["山田花子"]),
        ("<p>文＝山田花子 写真＝田中一郎</p>", ["山田花子"]),
        ("<p>김민수 기자 | 입력 2024.03.05 10:00</p>", ["김민수"]),
        ("<p>글: 김민수 사진: 박지훈</p>", ["김민수"]),
        ("<p>الكاتب: ليلى حسن المحرر: سامي نور</p>", ["ليلى حسن"]),
        ("<p>Автор: Анна Иванова Вёрстка: Олег Петров</p>", ["Анна Иванова"]),
        ("<p>Par Marie Dubois et Étienne d’Aubray | 3 mai 2024</p>", ["Marie Dubois", "Étienne d’Aubray"]),
        ("<p>Door Ida Holm en Pieter van den Berg – 3 mei 2024</p>", ["Ida Holm", "Pieter van den Berg"]),
        ("<p>Af Ida Holm den 3. maj 2024</p>", ["Ida Holm"]),
        ("<p>By Amal al-Rahman and Lena Park</p>", ["Amal al-Rahman", "Lena Park"]),
        ("<p>di <a href='/autori/n'>Paola Neri</a> e Luca De Santis</p>", ["Paola Neri", "Luca De Santis"]),
        ("<p>Texte Marie Dubois – Photos Étienne Lebrun</p>", ["Marie Dubois"]),
        ("<p>글 김민수 · 사진 박지훈</p>", ["김민수"]),
        ("<p>글 김민수, 사진 박지훈</p>", ["김민수"]),
        ("<p>글 김민수 사진 박지훈 일러스트 이바다</p>", ["김민수"]),
        ("<p>글 김민수 기자 / 영상 박지훈</p>", ["김민수"]),
        ("<p>取材・文 山田花子 撮影 田中一郎</p>", ["山田花子"]),
        ("<p>كتبت ليلى حسن - 3 أيار 2024</p>", ["ليلى حسن"]),
        ("<p>نویسنده: لیلا حسنی</p>", ["لیلا حسنی"]),
        ("<p>लेखक: मीरा हल्वे</p>", ["मीरा हल्वे"]),
        ("<p>เขียนโดย มีนา อัลเดอร์</p>", ["มีนา อัลเดอร์"]),
        ("<p>This is a guest post by Lena Park, who keeps bees.</p>", ["Lena Park"]),
        ("<p>By Lena Park, as told to Ida Holm</p>", ["Lena Park"]),
        ("<p>By Health Editor Lena Park</p>", ["Lena Park"]),
        ("<p>Medical Author: Lena Park, MD</p><p>Medical Editor: Ida Holm, MD</p>", ["Lena Park"]),
        ("<p>Von Anke Brandt. Aus dem Englischen von Karla Busch.</p>", ["Anke Brandt"]),
        ("<p>Skribent: Ida Holm</p>", ["Ida Holm"]),
        ("<p>Kirjoittanut Ida Holm 3.5.2024</p>", ["Ida Holm"]),
        ("<p>김민수·박지훈 기자</p>", ["김민수", "박지훈"]),
        ("<p>撰文者：王芳｜攝影：李強</p>", ["王芳"]),
    ],
)
def test_names_beside_dates_and_other_labels_are_told_apart(
    described: Describe, below: str, authors: list[str]
) -> None:
    assert [person.name for person in described(below).authors] == authors


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        ("<p class='meta'>2024年5月3日 · 文化</p>", []),
        ("<p class='post-meta'>2024年5月3日 ・ 高齢者</p>", []),
        ("<div class='info'>한의학 | 2024.05.03</div>", []),
        ("<p class='meta'>二〇二四年十二月二十五日 方剂</p>", []),
        ("<p class='meta'><img src='/w.jpg' alt='王芳'> 王芳 · 2024年5月3日</p>", ["王芳"]),
    ],
)
def test_a_topic_beside_a_date_that_begins_as_names_do_is_no_author(
    described: Describe, below: str, authors: list[str]
) -> None:
    assert [person.name for person in described(below).authors] == authors


@pytest.mark.parametrize(
    "after",
    [
        "<h2>Sources</h2><ol><li>By Ida Holm: The Elbow, 1974.</li><li>Written by Bo Lind, Rest, 1981.</li></ol>",
        "<h3>Quellen</h3><p>Von Ida Holm</p>",
        "<h3>参考文献</h3><ul><li>作者：王芳</li></ul>",
        "<p><b>Bibliographie</b></p><ul><li>Écrit par Marie Dubois</li></ul>",
        "<p>It helps.<a href='#n1'>1</a></p><ul><li id='n1'>Written by Bo Lind</li></ul>",
        "<p>Thanks to Ida Holm, <a href='/people/bo'>Bo Lind</a> and Jo for reading it.</p>",
        "<p>Wir danken <a href='/team/bo-lind'>Bo Lind</a></p>",
        "<h2>Acknowledgements</h2><p>Written with the help of Ida Holm</p>",
    ],
)
def test_sources_and_thanks_name_no_author(described: Describe, after: str) -> None:
    assert described(after=after).authors == ()


def test_thanks_in_a_page_without_paragraphs_name_no_author() -> None:
    text = "Sleep is a habit of the whole body and it likes to be asked at the same hour.<br><br>" * 4
    thanks = "<b>Thanks</b> to Ida Holm and <a href='https://lind.example'>Bo Lind</a> for reading it."
    document = parse(PageInput(f"<table><tr><td><font>May 2011<br><br>{text}{thanks}</font></td></tr></table>"))
    assert describe(document, segment(document)).authors == ()


@pytest.mark.parametrize("after", ["<p><b>Lena Park</b></p>", "<p><em>Lena Park</em></p>", "<p>– Lena Park</p>"])
def test_a_name_that_ends_the_text_is_its_author(described: Describe, after: str) -> None:
    assert [person.name for person in described(after=after).authors] == ["Lena Park"]


@pytest.mark.parametrize("line", ["— Dr. Lena Park, head nurse", "– Lena Park", "― Lena Park, RN"])
def test_who_is_quoted_is_no_author(described: Describe, line: str) -> None:
    quotation = f"<blockquote><p>A nap is worth more than coffee.</p></blockquote><p>{line}</p>"
    assert described(quotation).authors == ()
    assert described(after=quotation).authors == ()


def test_bold_words_of_the_text_are_no_signature(described: Describe) -> None:
    assert described(after="<p><b>Sleep Habit</b></p>").authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>Quick Facts</strong></p><ul><li>Rest</li></ul>",
        "<div>Das Wichtigste in Kürze</div>",
        "<p><em>Points Clés</em></p><ul><li>Rest</li></ul>",
        "<p>Green Pillows</p><ol><li>Rest</li></ol>",
        "<p>Sleep Habit</p>",
        "<p>Rest Days</p>",
    ],
    ids=["English", "German", "French", "before a list", "words of the text", "word of the title"],
)
def test_a_heading_below_the_title_is_no_author(described: Describe, line: str) -> None:
    assert described(line).authors == ()


def test_a_line_below_the_title_does_not_outrank_who_the_page_says_it_is_by(described: Describe) -> None:
    head = json_ld(author={"@type": "Organization", "name": "Calm Days"})
    assert [person.name for person in described("<p>Lena Park</p>", head=head).authors] == ["Calm Days"]
    assert [person.name for person in described("<p>Lena Park</p>").authors] == ["Lena Park"]


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>A nap!</p></blockquote><p class='quote-author'>Ida Holm</p>",
        "<blockquote>A nap!</blockquote><div><a href='/author/ida-holm'>Ida Holm</a></div>",
        "<div class='quote'><div class='quote__text'>A nap!</div><div class='quote__author'>Ida Holm</div></div>",
        "<div class='testimonial'><p>I nap ever since.</p><div class='author'>Ida Holm</div></div>",
        "<section class='zitat-box'><p>Schlaf!</p><p class='author'>Ida Holm</p></section>",
        "<div class='TestimonialCard'><p>Ho dormito.</p><span class='author'>Ida Holm</span></div>",
        "<div><blockquote><p>A nap!</p>Posted by <a href='#'>Ida Holm</a> on <a href='#'>Friday</a></blockquote></div>",
        "<blockquote><p>Une sieste !</p>Publié par <a href='#'>Ida Holm</a></blockquote>",
    ],
    ids=["class", "profile", "box", "testimonial", "German", "camel case", "post of a network", "French post"],
)
def test_who_is_quoted_is_never_the_author(described: Describe, quotation: str) -> None:
    assert described(quotation).authors == ()
    assert described(after=f"{quotation}{PARAGRAPH}").authors == ()
    found = described(f"<div><span>Lena Park</span> <span>May 3, 2024</span></div>{quotation}")
    assert [person.name for person in found.authors] == ["Lena Park"]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Lena Park, Lyon, March 12, 2024", ["Lena Park"]),
        ("Von <b>Lena Park</b> und <b>Jens Möller</b>, Graz, am 12. März 2024", ["Lena Park", "Jens Möller"]),
        ("Par Lena Park, Genève, le 12 mars 2024", ["Lena Park"]),
        ("Por Lena Park, Salamanca — 12/03/2024", ["Lena Park"]),
        ("By Lena Park, RD, March 12, 2024", ["Lena Park"]),
        ("By Lena Park, Jens Möller, March 12, 2024", ["Lena Park", "Jens Möller"]),
    ],
    ids=["English", "German", "French", "Spanish", "credential", "two authors"],
)
def test_the_place_between_a_name_and_the_date_is_no_author(
    described: Describe, byline: str, authors: list[str]
) -> None:
    assert [person.name for person in described(f"<p>{byline}</p>").authors] == authors


@pytest.mark.parametrize(
    "label",
    ["Author", "Autorin", "Auteur", "Autrice", "Autora", "Autore", "Autor", "Författare", "Автор", "Yazar", "作者"],
)
@pytest.mark.parametrize(
    "shape",
    [
        "<dl><dt>{label}</dt><dd>Lena Park</dd><dt>Date</dt><dd>May 3, 2024</dd></dl>",
        "<div><div><div>{label}</div><div>Lena Park</div></div><div><div>Date</div><div>May 3, 2024</div></div></div>",
        "<ul><li><span>{label}</span> <b>Lena Park</b></li><li>May 3, 2024</li></ul>",
    ],
    ids=["list of terms", "boxes", "list"],
)
def test_a_label_of_authors_may_stand_apart_from_the_name(described: Describe, label: str, shape: str) -> None:
    assert [person.name for person in described(shape.format(label=label)).authors] == ["Lena Park"]


def test_a_link_that_ends_the_article_is_no_title_of_what_stands_below_it(described: Describe) -> None:
    after = "<p><a href='/tea'>Tea for slow days</a></p><p>By Lena Park</p>"
    assert [person.name for person in described(after=after).authors] == ["Lena Park"]


@pytest.mark.parametrize("line", ["Tempo di lettura: 3 min", "Temps de lecture : 4 min", "Tiempo de lectura: 3 min"])
def test_a_reading_time_is_no_author(described: Describe, line: str) -> None:
    assert described(f"<ul class='byline'><li><span>{line}</span></li></ul>").authors == ()


def _describe_short_paragraphs(lang: str, title: str, lines: tuple[str, ...]) -> list[str]:
    html = f"<html lang={lang}><title>{title}</title><main><h1>{title}</h1>{''.join(lines)}</main>"
    document = parse(PageInput(html, "https://example.org/blog/stairs"))
    return [person.name for person in describe(document, segment(document)).authors]


_SHORT_PARAGRAPHS = {
    "en": "Anyone who has carried a heavy bag up four flights knows that the legs complain before the lungs do at all.",
    "de": "Wer eine schwere Tasche vier Treppen hinaufträgt, weiß, dass die Beine sich vor der Lunge beschweren.",
    "fr": "Quiconque a monté quatre étages avec un sac lourd sait que les jambes se plaignent bien avant les poumons.",
    "ja": "重いかばんを持って四階まで上ったことのある人なら、肺よりも先に脚が悲鳴を上げることを知っている。",
}


@pytest.mark.parametrize("lang", _SHORT_PARAGRAPHS)
@pytest.mark.parametrize("signature", ["<p><em>Ida Holm</em></p>", "<p><b>Ida Holm</b></p>", "<p>— Ida Holm</p>"])
def test_a_signature_is_found_below_short_paragraphs(lang: str, signature: str) -> None:
    paragraphs = (f"<p>{_SHORT_PARAGRAPHS[lang]}</p>",) * 6
    assert _describe_short_paragraphs(lang, "Hm", (*paragraphs, signature)) == ["Ida Holm"]


@pytest.mark.parametrize("lang", _SHORT_PARAGRAPHS)
@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>Ida Holm</strong></p>",
        "<p>As <a href='/author/ida'>Ida Holm</a> wrote.</p>",
        "<p><em>Upstairs</em> by Ida Holm is out.</p>",
    ],
    ids=["bold line", "link to a profile", "book"],
)
def test_a_name_between_short_paragraphs_is_no_author(lang: str, line: str) -> None:
    paragraphs = (f"<p>{_SHORT_PARAGRAPHS[lang]}</p>",) * 3
    assert _describe_short_paragraphs(lang, "Hm", (*paragraphs, line, *paragraphs)) == []


def test_a_name_below_a_standfirst_is_the_author_of_short_paragraphs() -> None:
    standfirst, *paragraphs = (f"<p>{_SHORT_PARAGRAPHS['en']}</p>",) * 6
    byline = "<div><a href='/author/ida-holm'>Ida Holm</a></div>"
    assert _describe_short_paragraphs("en", "Hm", (standfirst, byline, *paragraphs)) == ["Ida Holm"]


@pytest.mark.parametrize(
    ("author", "published"),
    [("Author", "Published"), ("Autorin", "Veröffentlicht"), ("Autora", "Publicado"), ("Автор", "Опубликовано")],
    ids=["English", "German", "Spanish", "Russian"],
)
@pytest.mark.parametrize("cell", ["td", "th"])
def test_a_table_below_the_title_names_author_and_day(
    described: Describe, author: str, published: str, cell: str
) -> None:
    rows = ((author, "Lena Park"), (published, "2024-05-03"), ("Room", "Ida Holm"))
    table = "".join(f"<tr><{cell}>{label}</{cell}><td>{value}</td></tr>" for label, value in rows)
    found = described(f"<table>{table}</table>")
    assert ([person.name for person in found.authors], found.date_published) == (["Lena Park"], "2024-05-03")


def test_a_table_in_the_text_names_no_author(described: Describe) -> None:
    after = "<table><tr><th>Author</th><td>Ida Holm</td></tr><tr><th>Published</th><td>2012-05-03</td></tr></table>"
    found = described(after=f"{after}{PARAGRAPH}")
    assert (found.authors, found.date_published) == ((), None)


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (("Lena Park", "May 3, 2024", "Reading time: 4 min"), ["Lena Park"]),
        (("3. Mai 2024", "Lena Park", "Lesezeit: 4 Min."), ["Lena Park"]),
        (("4 min de lecture", "3 mai 2024", "Lena Park"), ["Lena Park"]),
        (("Елена Парк", "3 мая 2024", "Время чтения: 4 мин"), ["Елена Парк"]),
        (("Lena Park", "Senior Writer", "May 3, 2024"), ["Lena Park"]),
        (("Sleep Habit", "May 3, 2024", "4 min read"), []),
        (("Green Pillows", "White Sheets", "May 3, 2024"), []),
        (("Lena Park", "May 3, 2024", "Bo Lind", "May 4, 2024"), []),
    ],
    ids=["English", "German", "French", "Russian", "role", "words of the text", "list of things", "list of days"],
)
@pytest.mark.parametrize("tag", ["li", "div"])
def test_a_list_of_name_date_and_reading_time_names_the_author(
    described: Describe, lines: tuple[str, ...], authors: list[str], tag: str
) -> None:
    below = "".join(f"<{tag}>{line}</{tag}>" for line in lines)
    found = described(f"<ul>{below}</ul>" if tag == "li" else f"<div>{below}</div>")
    assert [person.name for person in found.authors] == authors
