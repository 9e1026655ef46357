"""Statements of documents in English; no other document loads them."""
