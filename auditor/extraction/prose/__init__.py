"""Text that is no table: headings, captions, paragraphs, the words around a number, page furniture."""
