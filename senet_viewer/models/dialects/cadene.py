"""The SE-ResNets of the paper's authors in PyTorch: Cadene's, and timm's legacy ones.

As in the authors' Caffe a bottleneck's stride comes first, and the pooling has no padding. The
basic blocks, which timm added, have a ReLU before the SE block. SE-ResNeXt and SENet-154 have the
same names; they open through timm.
"""

from __future__ import annotations

from senet_viewer.models.dialects.dialect import Dialect
from senet_viewer.models.se_resnet_settings import Form

CADENE = Dialect(
    title="Cadene/pretrained-models.pytorch and timm's legacy SE-ResNets",
    squeeze="se_module.fc1",
    excite="se_module.fc2",
    projection_rank=4,
    stem=("layer0.conv1", "layer0.bn1"),
    forms={
        "basic": Form(relu_before_se=True, unpadded_pool=True),
        "bottleneck": Form(stride_in_first=True, unpadded_pool=True),
    },
)
