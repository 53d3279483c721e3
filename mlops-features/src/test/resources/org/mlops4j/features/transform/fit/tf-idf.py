# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the reference values of TfIdfReferenceTest: python3 tf-idf.py > tf-idf.properties"""
import random

import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

random.seed(11)
words = ["late", "Late", "engine", "crew", "fog", "snow", "gate", "a", "x1", "2nd", "bird", "Öl"]
texts = []
for _ in range(60):
    chosen = random.choices(words, weights=range(len(words), 0, -1), k=random.randrange(0, 12))
    texts.append("".join(word + random.choice([" ", ", ", " - ", "; "]) for word in chosen).strip())
probes = texts[:20] + ["", "nothing known", "FOG fog, foggy fog-late", "öl ÖL a"]
print(f"# tf-idf.py with scikit-learn {sklearn.__version__}; rows of matrices one after another")
for name, some in [("texts", texts), ("probes", probes)]:
    print(name + " = " + "|".join(some).replace("Ö", "\\u00d6").replace("ö", "\\u00f6"))
for most in [3, 100]:
    vectorizer = TfidfVectorizer(token_pattern=r"[^\W_]+", max_features=most).fit(texts)
    print(f"vocabulary.{most} = " + " ".join(vectorizer.get_feature_names_out()).replace("ö", "\\u00f6"))
    values = vectorizer.transform(probes).toarray().ravel()
    print(f"weights.{most} = " + " ".join(repr(float(v)) for v in values))
