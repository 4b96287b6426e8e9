"""Private addresses as somebody writes them who wants to get past a guard."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address
from itertools import product

# Loopback, the private networks, link-local with the metadata service of clouds, carrier-grade NAT, "this host".
ADDRESSES = ("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0")  # noqa: S104
_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_CIRCLED = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")


def private_host_spellings() -> tuple[str, ...]:
    """Every spelling as the host of a URL, each once."""
    found = [host for address in ADDRESSES for host in (*_version_4(address), *_version_6(address))]
    return tuple(dict.fromkeys([*found, *_NAMES]))


_NAMES = ("localhost", "LOCALHOST", "localhost.", "ｌocalhost", "localhos%74", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]",
          "[0000::0001]", "[::1%25lo]", "[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[::ffff:0:127.0.0.1]",
          "[2001::1]", "[2001:db8::1]", "127.255.255.254", "127.0.0.53", "192.0.2.1", "198.18.0.1",
          "224.0.0.1")  # fmt: skip


def _version_4(address: str) -> Iterator[str]:
    number = int(IPv4Address(address))
    parts = [int(part) for part in address.split(".")]
    yield address
    yield address + "."
    yield from (str(number), hex(number), f"0X{number:X}", f"0{number:o}", f"0x{number:016x}")
    for styles in product(("{}", "0x{:x}", "0{:o}"), repeat=2):
        first, rest = styles
        yield ".".join([first.format(parts[0]), *(rest.format(part) for part in parts[1:])])
    yield ".".join(f"{part:03o}".zfill(4) for part in parts)
    yield f"{parts[0]}.{number & 0xFFFFFF}"
    yield f"{parts[0]}.{parts[1]}.{number & 0xFFFF}"
    yield f"0x{parts[0]:x}.{number & 0xFFFFFF:#x}"
    yield address.translate(_FULL_WIDTH)
    yield address.replace(".", "\u3002")
    yield address.replace(".", "%2e")
    yield address.translate(_CIRCLED)
    yield "".join(f"%{ord(char):02x}" for char in address)


def _version_6(address: str) -> Iterator[str]:
    number = int(IPv4Address(address))
    high, low = number >> 16, number & 0xFFFF
    yield f"[::ffff:{address}]"
    yield f"[::ffff:{high:x}:{low:x}]"
    yield f"[0:0:0:0:0:ffff:{high:04X}:{low:04X}]"
    yield f"[::{address}]"
    yield f"[64:ff9b::{address}]"
    yield f"[64:ff9b::{high:x}:{low:x}]"
    yield f"[2002:{high:x}:{low:x}::1]"
    yield f"[::ffff:0:{high:x}:{low:x}]"
