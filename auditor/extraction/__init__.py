"""From what a reader saw to a report: numbers, headings, furniture, tables, labels and keys."""
