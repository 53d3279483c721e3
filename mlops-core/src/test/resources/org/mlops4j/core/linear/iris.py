# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Writes a model and its predictions for LinearFormatTest: python3 iris.py > iris.properties"""
import json

import sklearn
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

rows, classes = load_iris(return_X_y=True)
model = LogisticRegression(max_iter=1000).fit(rows, classes)
some = rows[::3]
print(f"# iris.py with scikit-learn {sklearn.__version__}; rows of matrices one after another")
print("model = " + json.dumps({"intercept": model.intercept_.tolist(), "coefficients": model.coef_.tolist(),
                               "link": "softmax"}))
for name, values in [("rows", some), ("probabilities", model.predict_proba(some))]:
    print(name + " = " + " ".join(repr(float(v)) for v in values.ravel()))
