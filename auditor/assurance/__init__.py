"""What can be said of rules without a report: examples, mutants, proof, lint, formatting, catalogue."""
