"""The demo archive: texts/ and pictures/ with their catalogue, index.toml, and what loads them."""
