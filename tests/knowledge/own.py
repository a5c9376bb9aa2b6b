"""Folders of a user's own names, as a user would write them."""

from pathlib import Path

ABOUT = """title: {title}
from: collected for a test
licence: CC0-1.0
date: 2025
type: {type}
columns:
{columns}
"""
BODIES = """key,kind,label,names,iso3,wikidata
kopdes,body,Koperasi Desa Merah Putih,Kopdes|KDMP,IDN,Q42
"""
PEOPLE = """key,label,names
sari,Sari Wulandari,Mbak Sari
"""
PLACES = """key,kind,label,iso3,geonames,lat,long
balong,city,Balong Wetan,IDN,12345,-7.5,110.25
"""


def write_source(folder: Path, type_: str, table: str) -> None:
    """Write one source; every column of the table is described."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = "\n".join(f"  {name}: as usual" for name in table.split("\n")[0].split(","))
    about = ABOUT.format(title=folder.name, type=type_, columns=columns)
    (folder / "source.yaml").write_text(about, encoding="utf-8")
    (folder / "rows.csv").write_text(table, encoding="utf-8")


def write_names(folder: Path) -> Path:
    """Write a folder with a body, a person and a place."""
    write_source(folder / "lembaga", "Organization", BODIES)
    write_source(folder / "orang", "Person", PEOPLE)
    write_source(folder / "desa", "Place", PLACES)
    return folder
