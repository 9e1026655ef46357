"""What several families of checks read of a document: numbers with their words, tables, names, wholes, slips of the pen."""
