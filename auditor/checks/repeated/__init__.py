"""One figure stated twice: in text, in tables, in forms, under another name or in another unit."""
