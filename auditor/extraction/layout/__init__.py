"""Tables of a text layer that keeps the layout: columns by the blanks between them."""
