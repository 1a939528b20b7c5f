"""An archive of made-up articles: as many as wanted, the same ones at every run."""
