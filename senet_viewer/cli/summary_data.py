"""Summaries of networks for programs: as JSON, and as CSV with a row a layer."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Sequence
from typing import Any

from senet_viewer.records import ModelCard
from senet_viewer.summaries import Branch, Cost, Summary, TimeRatio, stage_costs, tree

COLUMNS = (
    "network",
    "path",
    "type",
    "depth",
    "runs",
    "output",
    "parameters",
    "multiply_adds",
    "total_parameters",
    "total_multiply_adds",
    "block",
    "stage",
)


def as_json(
    summary: Summary,
    depth: int | None,
    card: ModelCard | None = None,
    other: Summary | None = None,
    time: TimeRatio | None = None,
) -> str:
    """One object for the network; beside another one, that and the differences in it."""
    facts = _network(summary, depth)
    if card is not None and card.fit is not None:
        facts["preprocessing"] = dataclasses.asdict(card.preprocessing)
        facts["checkpoint"] = dataclasses.asdict(card.fit)
    if other is not None:
        facts["other"] = _network(other, depth)
        facts["difference"] = {
            "parameters": summary.parameters - other.parameters,
            "multiply_adds": summary.multiply_adds - other.multiply_adds,
            "total_bytes": summary.total_bytes - other.total_bytes,
        }
    if time is not None:
        facts["time_ratio"] = dataclasses.asdict(time)
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def as_csv(summaries: Sequence[Summary], depth: int | None) -> str:
    """A row a layer; ``total_`` columns count what is inside it too."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for summary in summaries:
        for branch in tree(summary).walk(depth):
            layer = branch.layer
            writer.writerow(
                (
                    summary.title,
                    layer.path,
                    layer.kind,
                    layer.depth,
                    layer.runs,
                    "x".join(map(str, layer.output_shape)),
                    layer.parameters,
                    layer.multiply_adds,
                    branch.cost.parameters,
                    branch.cost.multiply_adds,
                    layer.block,
                    layer.stage,
                )
            )
    return text.getvalue()


def _network(summary: Summary, depth: int | None) -> dict[str, Any]:
    se = summary.se_cost
    return {
        "title": summary.title,
        "input_size": list(summary.input_size),
        "parameters": summary.parameters,
        "trainable_parameters": summary.trainable_parameters,
        "multiply_adds": summary.multiply_adds,
        "uncounted_multiply_adds": summary.uncounted_multiply_adds,
        "bytes": {
            "input": summary.input_bytes,
            "forward_backward": summary.output_bytes,
            "parameters": summary.parameter_bytes,
            "total": summary.total_bytes,
        },
        "se_blocks": {
            "names": list(summary.blocks),
            "parameters": se.parameters,
            "multiply_adds": se.multiply_adds,
            "scaled_values": summary.scaled_values,
        },
        "stages": [{"stage": stage, **_cost(cost)} for stage, cost in stage_costs(summary).items()],
        "layers": _layer(tree(summary), depth),
    }


def _layer(branch: Branch, depth: int | None) -> dict[str, Any]:
    layer = branch.layer
    facts: dict[str, Any] = {
        "path": layer.path,
        "type": layer.kind,
        "output": list(layer.output_shape),
        "runs": layer.runs,
        "block": layer.block,
        "stage": layer.stage,
        "parameters": layer.parameters,
        "multiply_adds": layer.multiply_adds,
        "total": _cost(branch.cost),
    }
    if branch.children and (depth is None or layer.depth < depth):
        facts["inside"] = [_layer(child, depth) for child in branch.children]
    return facts


def _cost(cost: Cost) -> dict[str, int]:
    return {
        "parameters": cost.parameters,
        "multiply_adds": cost.multiply_adds,
        "bytes": cost.total_bytes,
    }
