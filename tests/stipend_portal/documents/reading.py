"""Reading a PDF as a screen reader does: its tags in order, with the text under each."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, Page, Pdf, String


@dataclass
class Tag:
    """A node of the structure tree: its name, its own text and what is under it."""

    name: str
    alt: str = ""
    parts: list["Tag | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text under it, a picture by its alternative text."""
        return self.alt or "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def all(self, *names: str) -> list["Tag"]:
        """The tags of these names under it, in reading order."""
        return [tag for tag in self.walk() if tag.name in names]

    def walk(self) -> Iterator["Tag"]:
        """Every tag under it, in reading order."""
        for part in self.parts:
            if isinstance(part, Tag):
                yield part
                yield from part.walk()


def _unicode(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be")


def _cmap(font: Object) -> dict[int, str]:
    """What each code of an embedded font means, from its ToUnicode table."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = _unicode(text)
    return found


@dataclass(frozen=True)
class Run:
    """Some text painted in one go: the number its tag refers to it with, and where it begins, in points."""

    mark: int | None
    text: str
    x: float
    y: float


def _decoded(shown: Object, codes: dict[int, str]) -> str:
    """What a text operator paints; every code is two bytes."""
    pieces = shown if isinstance(shown, Array) else [shown]
    raw = b"".join(bytes(piece) for piece in pieces if isinstance(piece, String))
    return "".join(codes[(raw[at] << 8) + raw[at + 1]] for at in range(0, len(raw), 2))


def _mark(operands: Sequence[Object]) -> int | None:
    """The number that a marked piece of a page has, where tags refer to it."""
    given = operands[1] if len(operands) > 1 else {}
    return int(given["/MCID"]) if "/MCID" in given else None


def _runs(page: Page) -> Iterator[Run]:
    """The page's text, run by run."""
    fonts = {name: _cmap(font) for name, font in page.get("/Resources").get("/Font", Dictionary()).items()}
    marks: list[int | None] = []
    outer: list[Matrix] = []
    space = place = Matrix()
    codes: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                outer.append(space)
            case "Q":
                space = outer.pop()
            case "cm":
                space = Matrix(*operands) @ space
            case "BDC" | "BMC":
                marks.append(_mark(operands))
            case "EMC":
                marks.pop()
            case "Tf":
                codes = fonts[str(operands[0])]
            case "Tm":
                place = Matrix(*operands)
            case "Tj" | "TJ":
                mark = next((mark for mark in reversed(marks) if mark is not None), None)
                at = place @ space
                yield Run(mark, _decoded(operands[0], codes), at.e, at.f)


def _texts(page: Page) -> dict[int | None, str]:
    """The page's text by the number that the tags refer to it with; None: text that no tag refers to."""
    texts: dict[int | None, str] = {}
    for run in _runs(page):
        texts[run.mark] = texts.get(run.mark, "") + run.text
    return texts


def read_tags(content: bytes) -> Tag:
    """The document's tags with their text."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        texts = {page.objgen: _texts(page) for page in pdf.pages}

        def read(node: Object, page: tuple[int, int] | None) -> list[Tag | str]:
            if isinstance(node, Array):
                return [part for each in node for part in read(each, page)]
            if not isinstance(node, Dictionary):
                assert page is not None
                return [texts[page].get(int(node), "")]
            page = node.Pg.objgen if "/Pg" in node else page
            if node.get("/Type") == Name.MCR:
                assert page is not None
                return [texts[page].get(int(node.MCID), "")]
            children = read(node.K, page) if "/K" in node else []
            if "/S" not in node:
                return children
            return [Tag(str(node.S)[1:], str(node.get("/Alt", "")), children)]

        return Tag("Root", parts=read(pdf.Root.StructTreeRoot.K, None))


def outside_tags(content: bytes) -> list[str]:
    """What is printed on each page but not read aloud: its head and its foot."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        return [_texts(page).get(None, "") for page in pdf.pages]


def painted(content: bytes) -> list[list[Run]]:
    """The runs of text on each page, in the order they are painted."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        return [list(_runs(page)) for page in pdf.pages]
