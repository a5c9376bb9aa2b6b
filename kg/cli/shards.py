"""``kg shards``."""

from pathlib import Path

import click

from kg.cli._shared import FOLDER


@click.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.argument("place")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def shards(folder: Path, place: str, quiet: bool) -> None:
    """Bring shards at PLACE in line with a workspace, for clusters and bulk loaders.

    PLACE is a folder or an address of an object store (s3://…). readings/ has Parquet files with
    articles and what was read in them, statements/ the graph as N-Quads, manifest.json the names
    of all files in order. A file is named by the SHA-256 of what is in it; one that is there and
    whole is left alone.

    \b
    Example:
      kg shards output/berita output/shards
    """
    from kg.shards.writing import shard

    done = shard(folder, place)
    if not quiet:
        count = len(done.manifest.readings) + len(done.manifest.statements)
        click.echo(f"{place}: {count} shards, {done.written} written, {done.removed} removed")
