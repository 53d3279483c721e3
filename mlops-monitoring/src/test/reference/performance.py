# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Prints performance.properties: scores, labels, and what scikit-learn and plain definitions say to them.

Run: /usr/bin/python3 performance.py > ../resources/reference/performance.properties
"""
import platform
import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics

print("# printed by performance.py: Python %s, SciPy %s, scikit-learn %s, NumPy %s"
      % (platform.python_version(), scipy.__version__, sklearn.__version__, np.__version__))
rng = np.random.default_rng(20260102)
Z = stats.norm.ppf(0.975)


def line(key, value):
    if isinstance(value, (list, np.ndarray)):
        value = " ".join(repr(float(v)) for v in value)
    else:
        value = repr(float(value))
    print("%s = %s" % (key, value))


def kernel(scores, labels):
    """DeLong's kernel for every pair of a positive and a negative row."""
    positive, negative = scores[labels == 1], scores[labels == 0]
    return (positive[:, None] > negative[None, :]) + 0.5 * (positive[:, None] == negative[None, :])


def covariance(first, second):
    """Equations 5 and 6 of DeLong et al. (1988), for the pairs of two curves."""
    m, n = first.shape
    placements = np.cov(first.mean(axis=1), second.mean(axis=1))
    others = np.cov(first.mean(axis=0), second.mean(axis=0))
    return placements / m + others / n


def wilson(cases, rows):
    share = cases / rows
    centre = (share + Z * Z / (2 * rows)) / (1 + Z * Z / rows)
    half = Z / (1 + Z * Z / rows) * np.sqrt(share * (1 - share) / rows + Z * Z / (4 * rows * rows))
    return [share, centre - half, centre + half]


def mean(values):
    error = Z * np.std(values, ddof=1) / np.sqrt(len(values))
    return [np.mean(values), np.mean(values) - error, np.mean(values) + error]


def calibration_error(scores, labels):
    order = np.argsort(scores, kind="stable")
    s, l = scores[order], labels[order]
    total, start = 0.0, 0
    for i in range(1, 11):
        end = max(start, len(s) * i // 10)
        while start < end < len(s) and s[end] == s[end - 1]:
            end += 1
        if end > start:
            total += abs(s[start:end].mean() - l[start:end].mean()) * (end - start) / len(s)
            start = end
    return total


def binary(name, scores, labels, other):
    line("%s.scores" % name, scores)
    line("%s.labels" % name, labels)
    line("%s.other" % name, other)
    pairs = kernel(scores, labels)
    area = metrics.roc_auc_score(labels, scores)
    error = np.sqrt(covariance(pairs, pairs)[0, 0])
    line("%s.auc" % name, [area, max(0, area - Z * error), min(1, area + Z * error)])
    losses = -np.where(labels == 1, np.log(np.clip(scores, 2.0 ** -52, 1)), np.log(1 - np.clip(scores, 0, 1 - 2.0 ** -52)))
    line("%s.logLoss" % name, [metrics.log_loss(labels, scores)] + mean(losses)[1:])
    line("%s.brier" % name, [metrics.brier_score_loss(labels, scores)] + mean((scores - labels) ** 2)[1:])
    line("%s.baseRate" % name, wilson(labels.sum(), len(labels)))
    line("%s.calibrationError" % name, calibration_error(scores, labels))
    taken = scores >= 0.5
    line("%s.accuracy" % name, wilson((taken == labels).sum(), len(labels)))
    line("%s.precision" % name, wilson((taken & (labels == 1)).sum(), taken.sum()))
    line("%s.recall" % name, wilson((taken & (labels == 1)).sum(), labels.sum()))
    both = covariance(pairs, kernel(other, labels))
    gain = metrics.roc_auc_score(labels, other) - area
    spread = np.sqrt(both[0, 0] + both[1, 1] - 2 * both[0, 1])
    line("%s.aucGain" % name, [gain, spread, stats.norm.sf((gain + 0.01) / spread), stats.norm.sf(-gain / spread),
                               2 * stats.norm.sf(abs(gain) / spread)])
    after = -np.where(labels == 1, np.log(np.clip(other, 2.0 ** -52, 1)), np.log(1 - np.clip(other, 0, 1 - 2.0 ** -52)))
    gains = losses - after
    spread = np.std(gains, ddof=1) / np.sqrt(len(gains))
    line("%s.logLossGain" % name, [gains.mean(), spread, stats.norm.sf((gains.mean() + 0.01) / spread)])


def example(size, digits):
    truth = rng.uniform(size=size)
    labels = (rng.uniform(size=size) < truth).astype(int)
    scores = np.clip(truth + rng.normal(0, 0.2, size), 0, 1)
    other = np.clip(truth + rng.normal(0, 0.3, size), 0, 1)
    return np.round(scores, digits), labels, np.round(other, digits)


binary("small", *example(20, 3))
binary("smooth", *example(200, 16))
binary("ties", *example(150, 1))

predictions, truths = rng.normal(10, 3, 60), rng.normal(11, 3, 60)
errors = predictions - truths
line("regression.predictions", predictions)
line("regression.truths", truths)
line("regression.mae", mean(np.abs(errors)))
line("regression.rmse", np.sqrt(mean(errors ** 2)))
line("regression.bias", mean(errors))
