"""Tables of a text layer that prints a cell a line, column by column or row by row."""
