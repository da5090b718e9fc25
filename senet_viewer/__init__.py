"""Squeeze-and-excitation gates of a network on your own photos: the public API, loaded lazily."""

__version__ = "0.1.0"
