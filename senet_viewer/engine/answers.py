"""Errors as answers: what goes to the window where a request or a picture fails."""

from __future__ import annotations

from senet_viewer.errors import ViewerError
from senet_viewer.protocol import Failed, ImageFailed
from senet_viewer.records import ImageRef


def as_failed(request: int, error: ViewerError) -> Failed:
    """The failure of a request as a whole; of the engine itself where ``request`` is 0."""
    return Failed(
        request, error.code, error.sentence, error.params, detail=error.detail, hint=error.hint
    )


def as_image_failed(request: int, image: ImageRef, error: ViewerError) -> ImageFailed:
    """The failure of one picture."""
    return ImageFailed(
        request, image, error.code, error.sentence, error.params, error.detail, error.hint
    )
