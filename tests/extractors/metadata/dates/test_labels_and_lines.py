from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extractors.metadata.conftest import Describe


@pytest.mark.parametrize(
    "below",
    [
        "<p>2024/05/03公開 2024/06/10更新</p>",
        "<p>2024.05.03(금) 오전 8:00 입력 | 2024.06.10 수정</p>",
        "<p>입력 2024.05.03 10:15 | 수정 2024.06.10 09:00</p>",
        "<p>تاريخ النشر: ٣/٥/٢٠٢٤ - آخر تحديث: ١٠ يونيو ٢٠٢٤</p>",
        "<p>פורסם: 3.5.2024 | עודכן: 10.6.2024</p>",
        "<p>प्रकाशित: ३ मई २०२४ | अपडेट: १० जून २०२४</p>",
        "<p>3/5/2024 a las 08:00 h. Actualizado a las 09:30 h. del 10/6/2024</p>",
    ],
    ids=["Japanese", "Korean, labels behind", "Korean, labels before", "Arabic", "Hebrew", "Hindi", "Spanish"],
)
def test_the_days_of_publication_and_change_are_told_apart(described: Describe, below: str) -> None:
    found = described(below, head='<meta property="og:locale" content="en_GB">')
    assert (found.date_published, found.date_modified) == ("2024-05-03", "2024-06-10")


@pytest.mark.parametrize(
    "below",
    [
        "<p>Escrito por Lena Park y Lucía de la Fuente — 3 de mayo de 2024</p>",
        "<p>Door Lena Park en Pieter van den Berg – 3 mei 2024</p>",
        "<p>By Lena Park, Bo Lind, and Ida Holm of the Fernbeck Sleep Club | Photos: Jens Brandt | May 3, 2024</p>",
        "<p>文／王美良　圖／陳大文　2024/05/03</p>",
        "<h6>Lena Park 3/5/2024 22:41</h6>",
        "<h2>Sleep (1 / 1) 03.05.2024 13:30 by Lena Park, picture Alder</h2>",
        "<p>Por <b>Rita Moura</b>, em São Paulo — 03/05/2024 09h30 Atualizado há 2 dias</p>",
        "<table><tr><td>03 | 05 | 2024</td><td>Sleep | Rest</td></tr></table>",
    ],
    ids=[
        "Spanish",
        "Dutch",
        "between bars",
        "Chinese",
        "heading",
        "heading with more",
        "change without a day",
        "bars in the date",
    ],
)
def test_the_day_beside_the_names_of_authors_is_that_of_the_article(described: Describe, below: str) -> None:
    assert described(below, head='<meta property="og:locale" content="en_GB">').date_published == "2024-05-03"


@pytest.mark.parametrize(
    "below",
    [
        "<h2>Why May 3, 2024 was a good day for sleep</h2>",
        "<p>Veranstaltung am 3. Mai 2024</p>",
        "<p>イベント：2024年5月3日</p>",
        "<p>0 | 3 | 24 | 2024</p>",
    ],
    ids=["subject of a heading", "German event", "Japanese event", "counters"],
)
def test_other_days_beside_the_headline_are_not_the_articles(described: Describe, below: str) -> None:
    assert described(below).date_published is None


def test_the_day_beside_a_name_is_that_of_the_instant_that_the_page_declares(described: Describe) -> None:
    head = '<meta property="article:published_time" content="2024-05-02T22:04:00Z">'
    assert described("<p>Von Lena Park 3. Mai 2024 00:04 Uhr</p>", head=head).date_published == "2024-05-03"
    assert described("<p>Von Lena Park 5. Mai 2024 00:04 Uhr</p>", head=head).date_published == "2024-05-02T22:04:00Z"


@pytest.mark.parametrize(
    "after",
    [
        "<div><a href='/soup'>Soup for slow days</a><time datetime='2019-01-04'>January 4</time></div>",
        "<div><a href='/soup'>Soup for slow days</a><p>By Ida Holm · January 4, 2019</p></div>",
    ],
    ids=["in one line", "line below"],
)
def test_the_day_beside_the_title_of_another_page_is_not_the_articles(described: Describe, after: str) -> None:
    assert described(after="<p>And so to bed.</p>" * 4 + after).date_published is None
