"""timm's plain SE-ResNets (``seresnet18`` … ``seresnet152``), read for our own implementation."""

from __future__ import annotations

from senet_viewer.models.dialects.dialect import Dialect

TIMM_RESNET = Dialect(
    title="timm's SE-ResNets", squeeze="se.fc1", excite="se.fc2", projection_rank=4
)
