"""A workspace as shards: files of moderate size, for clusters and stores, named by their bytes."""
