"""Tables of a text layer whose rows bear codes of accounts: 208 | 20805 | 2080505, blank cells left out."""
