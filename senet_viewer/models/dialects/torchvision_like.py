"""Squeeze-and-excitation put into torchvision's ResNet: one stride, one pooling, three namings."""

from __future__ import annotations

from senet_viewer.models.dialects.dialect import Dialect

# Also its networks for CIFAR: three stages from 16 channels, a 3×3 stem.
MOSKOMULE = Dialect(
    title="moskomule/senet.pytorch", squeeze="se.fc.0", excite="se.fc.2", projection_rank=2
)
STICKCUI = Dialect(
    title="StickCui/PyTorch-SE-ResNet", squeeze="conv_down", excite="conv_up", projection_rank=4
)
# The rank tells it from kuangliu's, who has the same names for 1×1 convolutions.
MIRACLEWKF = Dialect(
    title="miraclewkf/SENet-PyTorch", squeeze="fc1", excite="fc2", projection_rank=2
)
