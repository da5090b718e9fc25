"""Results on disk: one SQLite file for autosave, project and reopening without the network."""
