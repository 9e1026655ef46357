"""Tables whose cells bars or tags part."""
