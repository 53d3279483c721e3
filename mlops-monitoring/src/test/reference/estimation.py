# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Prints estimation.properties: scores with and without labels, and what the formulas of CBPE say to them.

The formulas are those that NannyML 0.13 documents, over scikit-learn's isotonic regression.
Run: /usr/bin/python3 estimation.py > ../resources/reference/estimation.properties
"""
import platform
import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import auc

print("# printed by estimation.py: Python %s, SciPy %s, scikit-learn %s, NumPy %s"
      % (platform.python_version(), scipy.__version__, sklearn.__version__, np.__version__))
rng = np.random.default_rng(20260107)


def line(key, value):
    print("%s = %s" % (key, " ".join(repr(float(v)) for v in np.ravel(value))))


def rows(size, centre):
    truth = np.clip(rng.normal(centre, 0.25, size), 0, 1)
    labels = (rng.uniform(size=size) < truth).astype(int)
    return np.round(truth ** 2 * 0.9 + 0.05 + rng.normal(0, 0.02, size), 12).clip(0, 1), labels


reference, labels = rows(600, 0.5)
scores, _ = rows(900, 0.6)
line("reference.scores", reference)
line("reference.labels", labels)
line("scores", scores)
isotonic = IsotonicRegression(out_of_bounds="clip", increasing=True).fit(reference, labels)
p = isotonic.predict(scores)
line("probabilities", p)
tied = np.round(reference, 1)
line("tied.probabilities", IsotonicRegression(out_of_bounds="clip").fit(tied, labels).predict(np.linspace(-0.1, 1.1, 41)))
taken = scores >= 0.5
tp, fp, fn, tn = p[taken].sum(), (1 - p[taken]).sum(), p[~taken].sum(), (1 - p[~taken]).sum()
line("truePositives", tp)
line("falsePositives", fp)
line("falseNegatives", fn)
line("trueNegatives", tn)
line("accuracy", (tp + tn) / len(scores))
line("precision", tp / (tp + fp))
line("recall", tp / (tp + fn))
line("specificity", tn / (tn + fp))
line("f1", tp / (tp + 0.5 * (fp + fn)))
line("expectedCost", (-2 * tp + 1 * fp + 5 * fn) / len(scores))
order = np.argsort(scores)[::-1]
positives = np.round(np.r_[0, np.cumsum(p[order])], 5)
negatives = np.round(np.arange(len(p) + 1) - np.r_[0, np.cumsum(p[order])], 5)
line("auc", auc(negatives / negatives[-1], positives / positives[-1]))
precision, recall = positives[1:] / np.arange(1, len(p) + 1), positives / positives[-1]
line("averagePrecision", (np.diff(recall) * precision).sum())
windows = rng.normal(0.8, 0.02, 10)
half = stats.t.ppf(1 - 0.0027 / 2, 9) * windows.std(ddof=1) * np.sqrt(1.1)
line("limits.values", windows)
line("limits.expected", [windows.mean() - half, windows.mean() + half])

strength = rng.normal(0, 1.2, (1200, 3))
softmax = np.exp(strength) / np.exp(strength).sum(axis=1, keepdims=True)
truth = np.array([rng.choice(3, p=row) for row in softmax])
told = softmax ** 2.5 / (softmax ** 2.5).sum(axis=1, keepdims=True)
reference, scores, truth = told[:700], told[700:], truth[:700]
line("classes.reference.scores", reference)
line("classes.reference.labels", truth)
line("classes.scores", scores)
p = np.array([IsotonicRegression(out_of_bounds="clip").fit(reference[:, k], truth == k).predict(scores[:, k])
              for k in range(3)]).T
p = p / p.sum(axis=1, keepdims=True)
decision = scores.argmax(axis=1)
line("classes.accuracy", p[np.arange(len(p)), decision].mean())
line("classes.counts", [[p[decision == d, k].sum() for d in range(3)] for k in range(3)])
parts = {"Precision": [], "Recall": [], "F1": [], "Auc": []}
for k in range(3):
    tp, fp, fn = p[decision == k, k].sum(), (1 - p[decision == k, k]).sum(), p[decision != k, k].sum()
    parts["Precision"].append(tp / (tp + fp))
    parts["Recall"].append(tp / (tp + fn))
    parts["F1"].append(tp / (tp + 0.5 * (fp + fn)))
    order = np.argsort(scores[:, k])[::-1]
    positives = np.round(np.r_[0, np.cumsum(p[order, k])], 5)
    negatives = np.round(np.arange(len(p) + 1) - np.r_[0, np.cumsum(p[order, k])], 5)
    parts["Auc"].append(auc(negatives / negatives[-1], positives / positives[-1]))
for metric, values in parts.items():
    line("classes.macro" + metric, np.mean(values))
