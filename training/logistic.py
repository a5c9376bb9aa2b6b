"""A logistic regression over named features, as weights that are small enough to read."""

from collections.abc import Iterable, Mapping

SMALLEST = 0.02  # weights below hardly move a chance

Example = tuple[Mapping[str, float], bool]


def learn(found: Iterable[Example], strength: float) -> dict[str, float]:
    """Weights by feature, that of "" for all; ``strength`` is the inverse of the regularisation.

    Weights that hardly matter are left out.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    given, right = zip(*found, strict=True)
    vectors = DictVectorizer(sort=True)
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(vectors.fit_transform(given), right)
    names = vectors.get_feature_names_out()
    weights = {str(name): round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True)}
    kept = {name: weight for name, weight in sorted(weights.items()) if abs(weight) >= SMALLEST}
    return {"": round(float(model.intercept_[0]), 3), **kept}
