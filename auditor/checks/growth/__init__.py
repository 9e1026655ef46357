"""Growth, changes and distances between two levels, periods or rates."""
