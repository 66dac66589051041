"""Receiving files without ever keeping more than is taken: what is too large is read and let go.

It is read to its end, because a browser that is still sending shows no answer.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse

from stipend_portal.uploads.limits import MEGABYTE, Limits

# A whole post: as many large photos as one may attach. Of a larger one no file is kept.
MOST_IN_A_POST = 120 * MEGABYTE


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps files up to the limit in temporary files, and the names of those that were larger.

    Of a post of more than `most` bytes no file is kept.
    """

    def __init__(self, request: HttpRequest | None = None, *, most: int) -> None:
        super().__init__(request)
        self.most = most
        self.too_large: list[str] = []
        self.left = Limits().max_bytes
        self.whole_is_too_large = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        """Note whether the post as a whole is too large."""
        self.whole_is_too_large = content_length > self.most

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file. The parser closes, and so removes, the temporary file of one that is skipped."""
        super().new_file(*args, **kwargs)
        self.left = Limits().max_bytes
        if self.whole_is_too_large:
            self._skip()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a part of a file, or let go of the whole file when it has become too large."""
        self.left -= len(raw_data)
        if self.left < 0:
            self._skip()
        super().receive_data_chunk(raw_data, start)

    def _skip(self) -> None:
        self.too_large.append(self.file_name)
        raise SkipFile


def receives_files(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have a view's files received by `BoundedUploadHandler`, which the request then has as `received`.

    It must stand before anything that reads the post: the protection mark lies in it. Who asks is told by
    the session alone; of someone who is not signed in nothing is kept.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        most = MOST_IN_A_POST if request.user.is_authenticated else 0
        request.received = BoundedUploadHandler(request, most=most)  # type: ignore[attr-defined]
        request.upload_handlers = [request.received]  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return wrapper
