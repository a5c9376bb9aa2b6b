"""Clusters of word vectors, as discrete features."""

from pathlib import Path

from sklearn.cluster import MiniBatchKMeans
from sklearn.preprocessing import normalize
from stanza.models.common.pretrain import Pretrain

SIZE = 250
WORDS = 40_000


def word_clusters(vectors: Path, *, seed: int = 1234) -> dict[str, str]:
    """Word -> cluster, for the most frequent words of a pretrain file."""
    pretrain = Pretrain(str(vectors))
    words = list(pretrain.vocab._id2unit)[4 : WORDS + 4]
    matrix = normalize(pretrain.emb[4 : WORDS + 4])
    model = MiniBatchKMeans(SIZE, random_state=seed, n_init=1, batch_size=4096)
    return {word: str(label) for word, label in zip(words, model.fit_predict(matrix), strict=True)}
