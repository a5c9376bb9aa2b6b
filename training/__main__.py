"""Command line of the recipe: ``python -m training STAGE --data DIR --out DIR``."""

import logging
import os
from pathlib import Path

import click
import torch

from training.folders import Folders
from training.stages import RECIPE, STAGES, Run


@click.command()
@click.argument("stage", type=click.Choice([*STAGES, "all"]))
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=os.environ.get("SIMPUL_DATA"),
    help="Folder with data/ud, data/ner, corpora and gold; SIMPUL_DATA by default.",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--device", type=click.Choice(["cpu", "cuda"]), default="cpu", show_default=True)
@click.option("--threads", default=1, show_default=True, help="Threads of a training on the CPU.")
@click.option("--pace", default=1.0, show_default=True, help="Factor on the number of steps.")
def main(stage: str, data: Path | None, out: Path, device: str, threads: int, pace: float) -> None:
    """Run one stage, or all that make the bundle. A stage that was stopped continues."""
    if data is None:
        raise click.UsageError("give --data or set SIMPUL_DATA")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(threads)
    run = Run(folders=Folders(data=data, out=out), device=device, pace=pace)
    for name in RECIPE if stage == "all" else [stage]:
        logging.getLogger(__name__).info("stage %s", name)
        STAGES[name](run)


if __name__ == "__main__":
    main()
