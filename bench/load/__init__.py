"""What measures: servers on one processor, readers on another, and what both cost."""
