"""The parts of the main window; they never import each other, they meet in the state."""
