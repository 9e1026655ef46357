"""Questionnaires: answers, shares of answers, indexes and scales."""
