"""Tables as grids: heads, label columns, roles of rows, what arithmetic proves, cells as blocks."""
