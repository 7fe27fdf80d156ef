"""Reads the codes in a picture with zbar, a reader that shares nothing with what draws ours."""

from __future__ import annotations

import ctypes

import pytest
from PySide6.QtGui import QImage

_GREY = int.from_bytes(b"Y800", "little")


def read_qr(picture: QImage) -> list[str]:
    """The words of all codes in the picture."""
    zbar = _library()
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, line = grey.width(), grey.height(), grey.bytesPerLine()
    raw = bytes(grey.constBits())
    pixels = b"".join(raw[y * line : y * line + width] for y in range(height))
    scanner, image = zbar.zbar_image_scanner_create(), zbar.zbar_image_create()
    try:
        zbar.zbar_image_set_format(image, _GREY)
        zbar.zbar_image_set_size(image, width, height)
        zbar.zbar_image_set_data(image, pixels, len(pixels), None)
        zbar.zbar_scan_image(scanner, image)
        found, symbol = [], zbar.zbar_image_first_symbol(image)
        while symbol:
            found.append(zbar.zbar_symbol_get_data(symbol).decode())
            symbol = zbar.zbar_symbol_next(symbol)
        return found
    finally:
        zbar.zbar_image_destroy(image)
        zbar.zbar_image_scanner_destroy(scanner)


def _library() -> ctypes.CDLL:
    try:
        zbar = ctypes.CDLL("libzbar.so.0")
    except OSError:
        pytest.skip("needs libzbar0")
    pointer, size = ctypes.c_void_p, ctypes.c_uint
    for name, gives, takes in (
        ("zbar_image_scanner_create", pointer, []),
        ("zbar_image_scanner_destroy", None, [pointer]),
        ("zbar_image_create", pointer, []),
        ("zbar_image_destroy", None, [pointer]),
        ("zbar_image_set_format", None, [pointer, ctypes.c_ulong]),
        ("zbar_image_set_size", None, [pointer, size, size]),
        ("zbar_image_set_data", None, [pointer, ctypes.c_char_p, ctypes.c_ulong, pointer]),
        ("zbar_scan_image", ctypes.c_int, [pointer, pointer]),
        ("zbar_image_first_symbol", pointer, [pointer]),
        ("zbar_symbol_next", pointer, [pointer]),
        ("zbar_symbol_get_data", ctypes.c_char_p, [pointer]),
    ):
        function = getattr(zbar, name)
        function.restype, function.argtypes = gives, takes
    return zbar
