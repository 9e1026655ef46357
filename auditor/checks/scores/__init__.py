"""Scores, weights, grades and the methods by which they are given."""
