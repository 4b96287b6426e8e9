"""The folders of the project and what they import, drawn from its own imports: rooms and arrows.

Measures nothing. A folder of `crawler/`, `output/` or `extractors/` is a room, a file beside them a small one. Rooms
stand above those that they import. An arrow that others imply is left out: where a imports b and b imports c, that a
imports c as well shows nothing new. An import that leads back up is drawn in red, dashed: it makes a cycle.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

if TYPE_CHECKING:
    import grimp

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("crawler", "output", "extractors")
# In pixels, as everything below.
ROW, SLOT, BEND, MARGIN, TITLE, PANEL_HEAD = 60, 14, 24, 20, 44, 66
LETTER, PADDING, ROOM_HEIGHT, FILE_HEIGHT = 7.2, 12, 30, 22
_SWEEPS = 12
STYLE = """
text { font: 12px ui-monospace, Menlo, Consolas, monospace; fill: #1c2530; text-anchor: middle }
.title { font: bold 17px system-ui, sans-serif; text-anchor: start }
.note { font: 12px system-ui, sans-serif; fill: #5a6572; text-anchor: start }
rect.room { fill: #e3edf7; stroke: #2c5d8f; stroke-width: 1.5 }
rect.file { fill: #fff; stroke: #9aa7b5 }
path { fill: none; stroke: #7d8b99; stroke-width: 1.1 }
path.back { stroke: #c62828; stroke-width: 1.6; stroke-dasharray: 5 3 }
""".strip()

Names = Mapping[str, set[str]]


class Structure(msgspec.Struct, frozen=True):
    """What one folder holds: the rooms with their numbers of modules, and who imports whom, downwards and back up."""

    rooms: dict[str, int]
    down: dict[str, set[str]]
    back: dict[str, set[str]]


class Place(msgspec.Struct, frozen=True):
    """Where a room stands: the middle of it, and half of its width."""

    x: float
    y: float
    half: float


def read_structures(tree: Path) -> dict[str, Structure]:
    """The structure of each folder of a checkout, also of one from before the package had a name of its own."""
    import grimp

    is_named = (tree / "src" / "wellread").is_dir()
    sys.path.insert(0, str(tree / "src" if is_named else tree))
    roots = {folder: f"wellread.{folder}" if is_named else folder for folder in FOLDERS}
    graph = grimp.build_graph(*(("wellread",) if is_named else FOLDERS), cache_dir=None)
    return {folder: _read_structure(graph, root) for folder, root in roots.items()}


def _read_structure(graph: grimp.ImportGraph, root: str) -> Structure:
    def room_of(module: str) -> str:
        return module.removeprefix(f"{root}.").partition(".")[0] if module.startswith(f"{root}.") else ""

    back = {(room_of(importer), room_of(imported)) for importer, imported in graph.nominate_cycle_breakers(root)}
    rooms: defaultdict[str, int] = defaultdict(int)
    arrows: dict[bool, defaultdict[str, set[str]]] = {True: defaultdict(set), False: defaultdict(set)}
    for module in graph.modules:
        if room := room_of(module):
            rooms[room] += 1
            for imported in map(room_of, graph.find_modules_directly_imported_by(module)):
                if imported and imported != room:
                    arrows[(room, imported) in back][room].add(imported)
    return Structure(dict(rooms), _leave_out_implied(arrows[False]), dict(arrows[True]))


def _leave_out_implied(arrows: Names) -> dict[str, set[str]]:
    """The arrows of a graph without cycles that no chain of others implies."""
    reached: dict[str, set[str]] = {}

    def reach(room: str) -> set[str]:
        if room not in reached:
            reached[room] = set().union(*({below} | reach(below) for below in arrows.get(room, ())))
        return reached[room]

    return {room: below - set().union(*map(reach, below)) for room, below in arrows.items()}


def list_rows(structure: Structure) -> list[list[tuple[str, ...]]]:
    """The rooms from top to bottom, each as `(name,)` one row above the highest that it imports.

    An arrow that passes a row has a slot in it, `(from, to)`. Rooms and slots stand in the order that crosses the
    fewest arrows, as far as a few sweeps find it (Sugiyama 1981).
    """
    levels: dict[str, int] = {}

    def level(room: str) -> int:
        if room not in levels:
            levels[room] = 1 + max(map(level, structure.down.get(room, ())), default=-1)
        return levels[room]

    height = max(map(level, structure.rooms)) + 1
    rows: list[list[tuple[str, ...]]] = [[] for _ in range(height)]
    for room in sorted(structure.rooms):
        rows[height - 1 - level(room)].append((room,))
        for below in sorted(structure.down.get(room, ())):
            for passed in range(level(below) + 1, level(room)):
                rows[height - 1 - passed].append((room, below))
    for sweep in range(_SWEEPS):
        ordered = rows if sweep % 2 == 0 else rows[::-1]
        for before, row in pairwise(ordered):
            _order(row, before, structure)
    return rows


def _order(row: list[tuple[str, ...]], before: list[tuple[str, ...]], structure: Structure) -> None:
    """Sort a row by the middle of what its rooms and slots are bound to in the row before, above or below."""
    share = {item: place / max(1, len(before) - 1) for place, item in enumerate(before)}
    own = {item: place / max(1, len(row) - 1) for place, item in enumerate(row)}

    def middle(item: tuple[str, ...]) -> float:
        bound = [share[other] for other in before if _are_bound(item, other, structure)]
        return sum(bound) / len(bound) if bound else own[item]

    row.sort(key=lambda item: (middle(item), item))


def _are_bound(one: tuple[str, ...], other: tuple[str, ...], structure: Structure) -> bool:
    if len(one) == len(other) == 1:
        return other[0] in structure.down.get(one[0], ()) or one[0] in structure.down.get(other[0], ())
    return one == other if len(one) == len(other) else bool(set(one) & set(other))


def draw(structures: Mapping[str, Structure], title: str) -> str:
    """The picture as SVG, with the folders one below the other."""
    top, right, panels = float(TITLE), 0.0, list[str]()
    for folder, structure in structures.items():
        places, width, bottom = _place(list_rows(structure), structure, top + PANEL_HEAD)
        cycles = sum(map(len, structure.back.values()))
        note = f"{len(structure.rooms)} rooms, {cycles or 'no'} import{'' if cycles == 1 else 's'} back up"
        panels += [
            f'<text class="title" x="{MARGIN}" y="{top + 20:.0f}">{folder}/</text>',
            f'<text class="note" x="{MARGIN}" y="{top + 38:.0f}">{note}</text>',
            *_draw_arrows(structure, places),
            *_draw_rooms(structure, places),
        ]
        top, right = bottom, max(right, width)
    size = f'width="{right + 2 * MARGIN:.0f}" height="{top:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{STYLE}</style>'
    marks = "".join(
        f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<polygon points="0,0 8,4 0,8" fill="{colour}"/></marker>'
        for name, colour in (("down", "#7d8b99"), ("back", "#c62828"))
    )
    heading = f'<text class="title" x="{MARGIN}" y="{TITLE - 14}">{escape(title)}</text>'
    ground = '<rect width="100%" height="100%" fill="#fff"/>'
    return "\n".join((head, f"<defs>{marks}</defs>", ground, heading, *panels, "</svg>", ""))


def _place(
    rows: Sequence[Sequence[tuple[str, ...]]], structure: Structure, top: float
) -> tuple[dict[tuple[str, ...], Place], float, float]:
    """Where rooms and slots stand, a slot once for each row; the width of all rows, and where they end."""
    halves: dict[tuple[str, ...], float] = {}
    for room in structure.rooms:
        halves[room,] = (len(_label(room, structure)) * LETTER + PADDING) / 2
    widths = [sum(2 * halves.get(item, SLOT / 4) + SLOT for item in row) - SLOT for row in rows]
    places: dict[tuple[str, ...], Place] = {}
    for number, row in enumerate(rows):
        x, y = MARGIN + (max(widths) - widths[number]) / 2, top + number * ROW
        for item in row:
            half = halves.get(item, SLOT / 4)
            places[(*item, str(number)) if len(item) > 1 else item] = Place(x + half, y, half)
            x += 2 * half + SLOT
    return places, max(widths), top + len(rows) * ROW


def _label(room: str, structure: Structure) -> str:
    return f"{room}/ {structure.rooms[room]}" if structure.rooms[room] > 1 else room


def _draw_rooms(structure: Structure, places: Mapping[tuple[str, ...], Place]) -> Iterator[str]:
    for room, modules in structure.rooms.items():
        place, kind = places[room,], "room" if modules > 1 else "file"
        height = ROOM_HEIGHT if modules > 1 else FILE_HEIGHT
        box = f'x="{place.x - place.half:.0f}" y="{place.y - height / 2:.0f}" width="{2 * place.half:.0f}"'
        yield f'<rect class="{kind}" {box} height="{height}" rx="4"/>'
        yield f'<text x="{place.x:.0f}" y="{place.y + 4:.0f}">{escape(_label(room, structure))}</text>'


def _draw_arrows(structure: Structure, places: Mapping[tuple[str, ...], Place]) -> Iterator[str]:
    for room, below in sorted(structure.down.items()):
        for target in sorted(below):
            slots = sorted((int(key[2]), place) for key, place in places.items() if key[:2] == (room, target))
            yield _path([places[room,], *(place for _, place in slots), places[target,]], "down")
    for room, above in sorted(structure.back.items()):
        for target in sorted(above):
            yield _path([places[room,], places[target,]], "back")


def _path(stops: Sequence[Place], kind: str) -> str:
    """A curve through places, from the lower edge of the first room to the upper edge of the last, or back up."""
    turn = 1 if stops[-1].y > stops[0].y else -1
    points = [(place.x, place.y) for place in stops]
    points[0] = points[0][0], points[0][1] + turn * ROOM_HEIGHT / 2
    points[-1] = points[-1][0], points[-1][1] - turn * (ROOM_HEIGHT / 2 + 1)
    curves = (
        f"C{x:.0f} {y + turn * BEND:.0f} {to_x:.0f} {to_y - turn * BEND:.0f} {to_x:.0f} {to_y:.0f}"
        for (x, y), (to_x, to_y) in pairwise(points)
    )
    start = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    return f'<path class="{kind}" marker-end="url(#{kind})" d="{start}{"".join(curves)}"/>'


@click.command("structure")
@click.option(
    "--tree",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    show_default="this tree",
    help="The checkout whose imports are drawn.",
)
@click.option("--title", default="Who imports whom", show_default=True, help="What the picture is called.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The SVG file.")
def command(tree: Path, title: str, output: Path) -> None:
    """Draw the folders of the project and what they import."""
    output.write_text(draw(read_structures(tree.resolve()), title), encoding="utf-8")
    click.echo(f"{output} is written")


if __name__ == "__main__":
    command()
