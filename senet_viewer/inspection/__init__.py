"""Preprocess pictures, capture the gates of every SE block, prove them, make inspections."""
