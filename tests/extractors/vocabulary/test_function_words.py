from __future__ import annotations

import pytest

from wellread.extractors.vocabulary.function_words import detect_language, is_surely_not

TEXTS = {
    "en": "The body sheds heat in the night, and it is the feet that do the most of the work for it in a cool room.",
    "de": "Der Körper gibt in der Nacht die Wärme ab, und es sind die Füße, die das meiste für ihn tun, auch hier.",
    "fr": "Le corps perd de la chaleur dans la nuit, et ce sont les pieds qui font le plus de travail pour lui.",
    "es": "El cuerpo pierde calor por la noche, y son los pies los que más hacen por él en una sala que no es fría.",
    "da": "Kroppen skiller sig af med varme, og af hele kroppen er det fra fødderne, at der går mest af den i et rum.",
    "cs": "Tělo v noci ztrácí teplo a jsou to nohy, které pro ně udělají nejvíce, i když je v pokoji zima.",
    "ru": "Тело отдаёт тепло ночью, и это ноги, что делают для него больше всего, если в комнате не тепло, как днём.",
    "uk": "Тіло віддає тепло вночі, і це ноги, що роблять для нього найбільше, якщо в кімнаті не так тепло, як удень.",
    "ja": "夜になると体は熱を放ちます。涼しい部屋では、足がそのほとんどの仕事をしているのです。",
    "zh": "夜里身体会散热，在凉爽的房间里，大部分工作是由双脚完成的，所以脚暖的人睡得更快。",
    "ko": "밤이 되면 몸은 열을 내보냅니다. 서늘한 방에서는 발이 그 일의 대부분을 합니다.",
    "ar": "في الليل يفقد الجسم حرارته، والقدمان هما اللتان تقومان بمعظم العمل في الغرفة الباردة.",
    "fa": "شب‌ها بدن گرمای خود را از دست می‌دهد و پاها بیشتر این کار را در اتاق خنک می‌کنند که چیزی عجیب نیست.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_a_language_is_known_by_its_script_and_its_commonest_words(language: str, text: str) -> None:
    assert detect_language(text * 4) == language


@pytest.mark.parametrize("text", ["", "Soup.", "Mint, sage, thyme, oregano. " * 40, "1 2 3 " * 400])
def test_short_texts_and_lists_of_names_are_in_no_language(text: str) -> None:
    assert detect_language(text) is None


def test_a_text_is_surely_not_in_another_language_but_may_be_in_a_neighbour_or_an_unknown_one() -> None:
    assert is_surely_not("en", "de", TEXTS["de"] * 4)
    assert is_surely_not("en", "ja", TEXTS["ja"] * 4)
    assert not is_surely_not("de", "de", TEXTS["de"] * 4)
    assert not is_surely_not("nb", "da", TEXTS["da"] * 4)
    assert not is_surely_not("gl", "es", TEXTS["es"] * 4)
    assert not is_surely_not("ur", "ar", TEXTS["ar"] * 4)
