"""Film: our own, which loads nothing until it is started, and links to film elsewhere."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from home.blocks.media import PictureChooserBlock, newest_picture
from home.blocks.text import TextBlock
from home.file_facts import kind_of, size_in_words

FILM_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}


class VideoValue(blocks.StructValue):
    """What a template needs of a film."""

    @property
    def address(self) -> str:
        """Where the file itself lies, so that whatever serves files can send a piece at a time."""
        return self["film"].file.url

    @property
    def media_type(self) -> str:
        """What a browser calls this kind of film."""
        return FILM_TYPES.get(kind_of(self["film"]), "")

    @property
    def facts(self) -> str:
        """Kind and size, such as `webm, 606 kB`."""
        return f"{kind_of(self['film'])}, {size_in_words(self['film'].get_file_size())}"


class VideoBlock(blocks.StructBlock):
    """A film of our own. Only its still picture is loaded before somebody starts it."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    film = DocumentChooserBlock(label=_("Film"), help_text=_("A file that ends in mp4 or webm."))
    still = PictureChooserBlock(label=_("Still picture"), help_text=_("Shown until the film is started."))
    captions = DocumentChooserBlock(
        required=False,
        label=_("Captions"),
        help_text=_("A file that ends in vtt. The law asks for captions on film with speech."),
    )
    captions_language = blocks.ChoiceBlock(
        choices=[("sv", _("Swedish")), ("en", _("English"))],
        default="sv",
        label=_("Language of the captions"),
    )
    transcript = TextBlock(
        required=False, label=_("The film in words"), help_text=_("What is said and what is seen.")
    )

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("A film of our own, with captions or everything said in words.")
        template = "blocks/video.html"
        value_class = VideoValue

    def clean(self, value: Any) -> Any:
        """Ask for files of the right kinds, and for words."""
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        problems = {}
        if kind_of(value["film"]) not in FILM_TYPES:
            problems["film"] = ValidationError(_("Choose a file that ends in mp4 or webm."))
        if value["captions"] and kind_of(value["captions"]) != "vtt":
            problems["captions"] = ValidationError(_("Choose a file that ends in vtt."))
        if not value["captions"] and not value["transcript"].source.strip():
            problems["transcript"] = ValidationError(_("Add captions, or write the film in words."))
        if problems:
            raise StructBlockValidationError(problems)
        return value

    def get_preview_value(self) -> Any:
        """A film that does not exist, behind the newest picture of the library."""
        title = gettext("A morning in Gadebusch")
        film = get_document_model()(pk=0, title=title, file="exempel.webm", file_size=606_000)
        return self.normalize({"title": title, "film": film, "still": newest_picture()})


class FilmElsewhereValue(blocks.StructValue):
    """What a template needs of a link to a film."""

    @property
    def site(self) -> str:
        """The site that the link leads to, such as `example.org`."""
        host = urlsplit(self["url"]).hostname or ""
        return host.removeprefix("www.")


class FilmElsewhereBlock(blocks.StructBlock):
    """A link to a film on another site, which says so. Nothing of that site is loaded here."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    url = blocks.URLBlock(label=_("Address"))
    text = blocks.TextBlock(
        max_length=300,
        required=False,
        label=_("About the film"),
        help_text=_("What it is about, how long it is, and whether it has captions."),
    )

    class Meta:
        icon = "link-external"
        label = _("Film on another site")
        description = _("A link to a film elsewhere. Nothing is loaded from there until it is followed.")
        template = "blocks/film_elsewhere.html"
        value_class = FilmElsewhereValue

    def get_preview_value(self) -> Any:
        """A film that does not exist."""
        value = {
            "title": gettext("A morning in Gadebusch"),
            "url": "https://www.example.org/film",
            "text": gettext("Three minutes, with captions."),
        }
        return self.normalize(value)
