"""Numbers in a text: which digits are figures, their units, signs and ranges."""
