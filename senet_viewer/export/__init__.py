"""Figures and tables of inspections, made from records alone and written atomically."""
