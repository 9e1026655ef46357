"""What every reader of text stands on: characters, texts that know their place, lines, blocks as read."""
