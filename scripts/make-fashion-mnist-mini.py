#!/usr/bin/env python3
"""Makes fashion-mnist-mini, the subset of Fashion-MNIST that lives inside the fa-data jar.

    scripts/make-fashion-mnist-mini.py FOLDER [OUT]
    scripts/make-fashion-mnist-mini.py --check FOLDER

FOLDER holds the four IDX files of Fashion-MNIST, gzipped or plain: `fa data get fashion-mnist` puts
them where `fa data where fashion-mnist` says, and Debian's package dataset-fashion-mnist has them
in /usr/share/datasets/fashion-mnist. With --check nothing is written, and the exit status is 1 if
the files in the source tree are not the ones this script makes.

Within each class and in file order, every 6th training image and every 5th test image is kept:
1,000 and 200 a class. The kept images stay in file order.
"""

import argparse
import gzip
import hashlib
import struct
import sys
import zlib
from pathlib import Path

HOME = (Path(__file__).resolve().parent.parent
        / "fa-data/src/main/resources/io/feedalign/datasets/fashion-mnist-mini")

SOURCES = {  # SHA-256 of the uncompressed originals
    "train-images-idx3-ubyte": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    "train-labels-idx1-ubyte": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    "t10k-images-idx3-ubyte": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    "t10k-labels-idx1-ubyte": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
}
STRIDES = {"train": 6, "t10k": 5}
PIXELS = 28 * 28


def source(folder, name):
    """One original, uncompressed and known by its digest."""
    packed, plain = folder / (name + ".gz"), folder / name
    if packed.is_file():
        data = gzip.decompress(packed.read_bytes())
    elif plain.is_file():
        data = plain.read_bytes()
    else:
        sys.exit(f"{folder} has neither {name}.gz nor {name}; try: fa data get fashion-mnist")
    if hashlib.sha256(data).hexdigest() != SOURCES[name]:
        sys.exit(f"{folder / name} is not the published file: its SHA-256 differs")
    return data


def chosen(labels, stride):
    """Positions kept: every stride-th of each class, in file order."""
    seen = [0] * 10
    kept = []
    for position, label in enumerate(labels):
        if seen[label] % stride == 0:
            kept.append(position)
        seen[label] += 1
    return kept


def gzipped(data):
    """A gzip member with no name and no time in it, so that its bytes depend on the data alone."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    body = packer.compress(data) + packer.flush()
    header = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return header + body + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def made(folder):
    """Name and uncompressed bytes of the four files."""
    for part, stride in STRIDES.items():
        images = source(folder, part + "-images-idx3-ubyte")[16:]
        labels = source(folder, part + "-labels-idx1-ubyte")[8:]
        kept = chosen(labels, stride)
        yield (part + "-images-idx3-ubyte", struct.pack(">IIII", 0x803, len(kept), 28, 28)
               + b"".join(images[i * PIXELS:(i + 1) * PIXELS] for i in kept))
        yield (part + "-labels-idx1-ubyte",
               struct.pack(">II", 0x801, len(kept)) + bytes(labels[i] for i in kept))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=HOME)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()

    wrong = 0
    for name, data in made(arguments.folder):
        target = arguments.out / (name + ".gz")
        packed = gzipped(data)
        print(f"{name}  {hashlib.sha256(data).hexdigest()}")
        print(f"{name}.gz  {hashlib.sha256(packed).hexdigest()}")
        if not arguments.check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(packed)
        elif not target.is_file() or gzip.decompress(target.read_bytes()) != data:
            wrong += 1
            print(f"  {target} differs in content", file=sys.stderr)
        elif target.read_bytes() != packed:
            print(f"  {target} differs only in how zlib packed it", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
