"""The values of a field in words."""

from __future__ import annotations

from collections.abc import Iterator

from wellread.extractors.article import Breadcrumb, Image, Person, Publisher

_PARTS = {Publisher: ("name", "url", "logo"), Breadcrumb: ("name", "url"), Image: ("alt", "caption", "url")}


def show_values(value: object) -> Iterator[str]:
    """A line for each entry of a field; none where the field was not found."""
    match value:
        case None | "":
            return
        case Person():
            yield _show_person(value)
        case Publisher() | Breadcrumb() | Image():
            parts = (getattr(value, name) for name in _PARTS[type(value)])
            yield from filter(None, [" · ".join(filter(None, parts))])
        case bool():
            yield "yes" if value else "no"
        case tuple():
            for item in value:
                yield from show_values(item)
        case _:
            yield str(value)


def _show_person(person: Person) -> str:
    name = " ".join(filter(None, [person.honorific, person.name]))
    return " · ".join(filter(None, [", ".join([name, *person.credentials]), person.job_title, person.url]))
