"""From the lines that the benches write to docs/performance.md."""
