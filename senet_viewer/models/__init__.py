"""Networks with squeeze-and-excitation blocks: definitions, catalogue, checkpoints, summary."""
