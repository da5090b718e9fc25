"""Plots of gates, depth, answers and unusual channels; they know data and theme only."""
