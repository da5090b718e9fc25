"""The window: application, state, panels, plots and the engine's client. Never imports torch."""
