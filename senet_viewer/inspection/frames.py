"""Gates of inspections as a pandas data frame, where pandas is installed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from senet_viewer.errors import ViewerError
from senet_viewer.records import BlockGates, Inspection

if TYPE_CHECKING:
    import pandas as pd


def data_frame(inspections: Sequence[Inspection]) -> pd.DataFrame:
    """One row a gate: image, model, block, stage, index, module, channel, gate.

    Raises ``ViewerError`` where pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise ViewerError(
            "pandas.missing",
            "A data frame needs pandas; run: pip install pandas",
            detail=str(error),
        ) from error
    rows = [(seen, block) for seen in inspections for block in seen.blocks]
    counts = [block.channels for _seen, block in rows]
    columns = {
        "image": [seen.image.path or seen.image.name for seen, _block in rows],
        "model": [seen.model for seen, _block in rows],
        "block": [block.name for _seen, block in rows],
        "stage": [block.stage for _seen, block in rows],
        "index": [block.index for _seen, block in rows],
        "module": [block.module for _seen, block in rows],
    }
    repeated = {name: np.repeat(np.array(values), counts) for name, values in columns.items()}
    blocks: list[BlockGates] = [block for _seen, block in rows]
    return pd.DataFrame(
        {
            **repeated,
            "channel": np.concatenate([np.arange(0), *(np.arange(count) for count in counts)]),
            "gate": np.concatenate([np.zeros(0, np.float32), *(block.gates for block in blocks)]),
        }
    )
