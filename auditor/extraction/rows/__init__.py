"""Tables with a row a line whose cells single blanks part."""
