"""A rule on a report: bound to its figures, brought to one normal form, judged exactly, with its proof."""
