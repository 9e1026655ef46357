"""Words of order, of the largest and the smallest, and ranks."""
