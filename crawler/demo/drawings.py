"""Pictures that are drawn and not stored: one landscape for each name, as SVG."""

from __future__ import annotations

import hashlib
from string import Template

_LANDSCAPE_TEMPLATE = Template(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" width="1200" height="630">'
    '<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">'
    '<stop offset="0" stop-color="hsl($hue 42% 84%)"/>'
    '<stop offset="1" stop-color="hsl($warm 60% 93%)"/></linearGradient></defs>'
    '<rect width="1200" height="630" fill="url(#sky)"/>'
    '<circle cx="$x" cy="$y" r="$r" fill="hsl($warm 78% 76%)"/>'
    '<path d="M0 $a C 300 $b 520 $c 760 $a S 1100 $b 1200 $c V630 H0Z" fill="hsl($hue 26% 66%)"/>'
    '<path d="M0 $c C 260 $d 620 $a 840 $d S 1120 $c 1200 $d V630 H0Z" fill="hsl($hue 30% 50%)"/>'
    '<path d="M0 $d C 360 $e 700 $d 900 $e S 1140 $d 1200 $e V630 H0Z" fill="hsl($hue 36% 34%)"/></svg>'
)


def draw_landscape(name: str) -> bytes:
    """Hills under a low sun as SVG, in colours and shapes that depend on the name alone."""
    hue, x, y, r, *slopes = hashlib.sha256(name.encode()).digest()[:9]
    heights = {
        line: 280 + 70 * step + slope % 70 for step, (line, slope) in enumerate(zip("abcde", slopes, strict=True))
    }
    sun = {"x": 180 + 3 * x, "y": 120 + y // 2, "r": 50 + r // 4}
    return _LANDSCAPE_TEMPLATE.substitute(hue=150 + hue // 2, warm=20 + hue // 8, **sun, **heights).encode()
