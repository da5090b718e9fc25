"""SE-ResNets of the collections for CIFAR: a 3×3 stem of stride 1, for 32×32 pictures."""

from __future__ import annotations

from senet_viewer.models.dialects.dialect import Dialect
from senet_viewer.models.se_resnet_settings import Form

KUANGLIU = Dialect(
    title="kuangliu/pytorch-cifar",
    squeeze="fc1",
    excite="fc2",
    projection_rank=4,
    forms={"basic": Form(), "preactivation": Form()},
    for_cifar=True,
)

# The branch is one Sequential that ends in a ReLU.
WEIAICUNZAI = Dialect(
    title="weiaicunzai/pytorch-cifar100",
    squeeze="excitation.0",
    excite="excitation.2",
    projection_rank=2,
    stem=("pre.0", "pre.1"),
    stage="stage",
    parts={
        "conv1": "residual.0",
        "bn1": "residual.1",
        "conv2": "residual.3",
        "bn2": "residual.4",
        "conv3": "residual.6",
        "bn3": "residual.7",
    },
    forms={"basic": Form(relu_before_se=True), "bottleneck": Form(relu_before_se=True)},
    for_cifar=True,
)
