"""Dialogs; they never import each other or the panels."""
