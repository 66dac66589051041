"""Pictures."""

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock


class PictureChooserBlock(ImageChooserBlock):
    """A picture of the library; all pictures of a page come in two queries, ready-made sizes and all."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        """The pictures with their sizes at hand."""
        pictures = super().bulk_to_python(list(values))
        prefetch_related_objects([picture for picture in pictures if picture], "renditions")
        return pictures


class DescribedPictureBlock(ImageBlock):
    """Wagtail's picture that asks what it shows, or to be told that it only adorns."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        chooser = PictureChooserBlock(required=required, label=_("Picture"))
        chooser.set_name("image")
        self.child_blocks["image"] = chooser


class PictureBlock(blocks.StructBlock):
    """A picture with its caption. Who made it comes from the library."""

    image = DescribedPictureBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        max_length=250,
        required=False,
        label=_("Caption"),
        help_text=_("Shown under the picture. It does not replace the description."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with a description for those who cannot see it.")
        template = "blocks/picture.html"
        preview_template = "blocks/previews/picture.html"

    def get_preview_value(self) -> Any:
        """The newest picture of the library; the preview's template has another way when there is none."""
        return self.normalize({"image": newest_picture(), "caption": gettext("A caption under the picture.")})


def newest_picture() -> Any:
    """The picture that was added last, with words for it, as a block holds it. None in an empty library."""
    picture = get_image_model().objects.prefetch_related("renditions").order_by("-pk").first()
    if picture is not None:
        picture.contextual_alt_text = picture.default_alt_text
        picture.decorative = False
    return picture
