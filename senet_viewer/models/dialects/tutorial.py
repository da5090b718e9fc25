"""The tutorial's names, which are our own."""

from __future__ import annotations

from senet_viewer.models.dialects.dialect import Dialect

TUTORIAL = Dialect(
    title="the tutorial's names", squeeze="SE.conv1", excite="SE.conv2", projection_rank=4
)
