"""SE-ResNets as others wrote them: their names for the tensors, and what their code computes."""

from __future__ import annotations

from senet_viewer.models.dialects.cadene import CADENE
from senet_viewer.models.dialects.cifar import KUANGLIU, WEIAICUNZAI
from senet_viewer.models.dialects.dialect import Dialect, Reading
from senet_viewer.models.dialects.timm_resnet import TIMM_RESNET
from senet_viewer.models.dialects.torchvision_like import MIRACLEWKF, MOSKOMULE, STICKCUI
from senet_viewer.models.dialects.tutorial import TUTORIAL

__all__ = ["CADENE", "DIALECTS", "TIMM_RESNET", "TUTORIAL", "Dialect", "Reading"]

DIALECTS: tuple[Dialect, ...] = (
    TUTORIAL,
    MOSKOMULE,
    KUANGLIU,
    WEIAICUNZAI,
    CADENE,
    STICKCUI,
    MIRACLEWKF,
)
"""Those that open as our own network; ``TIMM_RESNET`` opens through timm unless asked otherwise."""
