"""How much a received file may be."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What is taken at most. Pixels are counted as sent, `longest_side` is of the kept picture."""

    max_bytes: int = 10 * MEGABYTE
    # The full picture of a phone's camera (JPEG, HEIC) has up to fifty million.
    max_pixels: int = 50_000_000
    # Screenshots and drawings (PNG, WebP) are smaller, and take up to twenty bytes of memory a pixel.
    max_pixels_not_of_a_camera: int = 25_000_000
    longest_side: int = 2500
    max_pdf_pages: int = 50
    # Values in all objects together: a thick scanned report has some thousands, an attack has millions.
    max_pdf_values: int = 300_000

    @property
    def max_megabytes(self) -> int:
        """`max_bytes` as people say it."""
        return self.max_bytes // MEGABYTE
