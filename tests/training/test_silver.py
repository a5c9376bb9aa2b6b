"""Names for training that the graph builder itself finds."""

import json
from pathlib import Path

from training.silver import silver_articles

TEXT = "Presiden Prabowo Subianto bertemu Presiden Rusia Vladimir Putin di Moskow, Senin."


def test_names_of_articles_that_nobody_annotated(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"id": "a", "text": TEXT}, {"id": "annotated", "text": TEXT}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ((text, spans),) = silver_articles(path, {"annotated"})
    assert text == TEXT
    assert {(TEXT[span.start : span.end], span.kind) for span in spans} >= {
        ("Prabowo Subianto", "PER"),
        ("Rusia", "GPE"),
        ("Vladimir Putin", "PER"),
        ("Moskow", "LOC"),
    }
    assert spans == sorted(spans, key=lambda span: (span.start, span.end))
