"""Images: decoding within bounds, thumbnails, and finding image files (Pillow and NumPy only)."""
