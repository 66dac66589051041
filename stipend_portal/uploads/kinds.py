"""What a file is, told by how its content begins and never by its name."""

from enum import Enum

# ISO 14496-12: a box of type `ftyp` comes first and names the brand; these are HEIF's (ISO 23008-12).
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


class Kind(Enum):
    """The kinds that are taken: content type, and the endings a name may have, the usual one first."""

    JPEG = ("image/jpeg", (".jpg", ".jpeg"))
    PNG = ("image/png", (".png",))
    WEBP = ("image/webp", (".webp",))
    HEIF = ("image/heic", (".heic", ".heif"))
    PDF = ("application/pdf", (".pdf",))

    @property
    def content_type(self) -> str:
        """The media type that a browser is told."""
        return self.value[0]

    @property
    def endings(self) -> tuple[str, ...]:
        """Endings of file names, the usual one first."""
        return self.value[1]


def kind_of(content: bytes) -> Kind | None:
    """The kind by the first bytes, or None for what is not taken."""
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Kind.WEBP
    if content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS:
        return Kind.HEIF
    if content.startswith(b"%PDF-"):
        return Kind.PDF
    return None
