# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Prints metrics.properties: predictions, and what scikit-learn, SciPy and statsmodels say to them.

Standard errors of the delta method come from derivatives by complex steps.
Run: /usr/bin/python3 metrics.py > ../resources/reference/metrics.properties
"""
import itertools
import platform
import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import special, stats
from sklearn import metrics
from statsmodels.stats.inter_rater import cohens_kappa

print("# printed by metrics.py: Python %s, SciPy %s, scikit-learn %s, statsmodels %s, NumPy %s"
      % (platform.python_version(), scipy.__version__, sklearn.__version__, statsmodels.__version__, np.__version__))
rng = np.random.default_rng(20260104)
Z = stats.norm.ppf(0.975)


def line(key, value):
    print("%s = %s" % (key, " ".join(repr(float(v)) for v in np.ravel(value))))


def wilson(cases, rows):
    share = cases / rows
    centre = (share + Z * Z / (2 * rows)) / (1 + Z * Z / rows)
    half = Z / (1 + Z * Z / rows) * np.sqrt(share * (1 - share) / rows + Z * Z / (4 * rows * rows))
    return np.array([share, centre - half, centre + half])


def normal(value, error, least=-np.inf, greatest=np.inf):
    return [value, max(least, value - Z * error), min(greatest, value + Z * error)]


def mean(values):
    return normal(np.mean(values), np.std(values, ddof=1) / np.sqrt(len(values)))


def delta(function, counts, least):
    """The interval of a function of multinomial counts."""
    counts = counts.astype(complex)
    n = counts.sum().real
    gradient = np.zeros(counts.shape)
    for cell in np.ndindex(counts.shape):
        shifted = counts.copy()
        shifted[cell] += 1e-30j
        gradient[cell] = function(shifted).imag / 1e-30
    p = counts.real / n
    variance = n * ((p * gradient ** 2).sum() - (p * gradient).sum() ** 2)
    return normal(function(counts).real, np.sqrt(variance), least, 1)


def ratio(a, b):
    return np.array([x / y if y != 0 else 0 for x, y in zip(a, b)])


def parts(c):
    return ratio(np.diag(c), c.sum(axis=0)), ratio(np.diag(c), c.sum(axis=1)), \
        ratio(2 * np.diag(c), c.sum(axis=0) + c.sum(axis=1))


def correlation(c):
    n, t, p = c.sum(), c.sum(axis=1), c.sum(axis=0)
    return (n * np.trace(c) - (t * p).sum()) / np.sqrt((n * n - (p * p).sum()) * (n * n - (t * t).sum()))


def check(actual, expected):
    np.testing.assert_allclose(actual, expected, rtol=1e-12)


def placements(scores, positive):
    above, below = scores[positive], scores[~positive]
    kernel = (above[:, None] > below[None, :]) + 0.5 * (above[:, None] == below[None, :])
    area, influence = kernel.mean(), np.zeros(len(scores))
    influence[positive] = (kernel.mean(axis=1) - area) / np.sqrt(len(above) * (len(above) - 1))
    influence[~positive] = (kernel.mean(axis=0) - area) / np.sqrt(len(below) * (len(below) - 1))
    return area, influence


def multi_class(name, size, classes, digits, unused=None):
    strength = rng.normal(0, 1, (size, classes))
    if unused is not None:
        strength[:, unused] -= 20
    noise = strength + rng.normal(0, 0.7, (size, classes))
    scores = np.round(special.softmax(1.2 * noise, axis=1), digits)
    scores[:, -1] = 1 - scores[:, :-1].sum(axis=1)
    labels = np.array([rng.choice(classes, p=p) for p in special.softmax(strength, axis=1)])
    predicted = scores.argmax(axis=1)
    line(name + ".scores", scores)
    line(name + ".labels", labels)
    c = metrics.confusion_matrix(labels, predicted, labels=range(classes))
    line(name + ".confusion", c)
    line(name + ".accuracy", wilson(np.trace(c), size))
    for index, (metric, average) in enumerate(itertools.product(("Precision", "Recall", "F1"), ("macro", "weighted"))):
        def function(x, part=("Precision", "Recall", "F1").index(metric), average=average):
            occurring = (c.sum(axis=0) + c.sum(axis=1)) > 0
            values = parts(x)[part]
            return values.sum() / occurring.sum() if average == "macro" else (values * x.sum(axis=1)).sum() / x.sum()
        interval = delta(function, c, 0)
        check(interval[0], metrics.precision_recall_fscore_support(
            labels, predicted, average=average, zero_division=0)[index // 2])
        line("%s.%s%s" % (name, average, metric), interval)
    for part, function in (("precision", metrics.precision_score), ("recall", metrics.recall_score)):
        for k in range(classes):
            rows = c.sum(axis=0 if part == "precision" else 1)[k]
            if rows > 0:
                interval = wilson(c[k, k], rows)
                check(interval[0], function(labels, predicted, average=None, labels=range(classes))[k])
                line("%s.%s.%d" % (name, part, k), interval)
    for k in range(classes):
        if c[k].sum() + c[:, k].sum() > 0:
            share = wilson(c[k, k], c[k].sum() + c[:, k].sum() - c[k, k])
            interval = 2 * share / (1 + share)
            check(interval[0], metrics.f1_score(labels, predicted, average=None, labels=range(classes))[k])
            line("%s.f1.%d" % (name, k), interval)
    present = c.sum(axis=1) > 0
    balanced = delta(lambda x: (np.diag(x)[present] / x.sum(axis=1)[present]).mean(), c, 0)
    check(balanced[0], metrics.balanced_accuracy_score(labels, predicted))
    line(name + ".balancedAccuracy", balanced)
    kappa = cohens_kappa(c)
    check(kappa.kappa, metrics.cohen_kappa_score(labels, predicted))
    line(name + ".kappa", normal(kappa.kappa, kappa.std_kappa, -1, 1))
    interval = delta(correlation, c, -1)
    check(interval[0], metrics.matthews_corrcoef(labels, predicted))
    line(name + ".correlation", interval)
    if unused is not None:
        return
    chosen = np.clip(scores[np.arange(size), labels], 2.0 ** -52, 1 - 2.0 ** -52)
    line(name + ".logLoss", [metrics.log_loss(labels, scores, labels=range(classes))] + mean(-np.log(chosen))[1:])
    line(name + ".brier", mean(((scores - np.eye(classes)[labels]) ** 2).sum(axis=1)))
    line(name + ".top2Accuracy", wilson(metrics.top_k_accuracy_score(labels, scores, k=2) * size, size))
    share = np.bincount(labels, minlength=classes) / size
    curves = [placements(scores[:, k], labels == k) for k in range(classes)]
    areas = np.array([area for area, _ in curves])
    influences = np.array([influence for _, influence in curves])
    for average, weight in (("macro", np.ones(classes) / classes), ("weighted", share)):
        area = (weight * areas).sum()
        check(area, metrics.roc_auc_score(labels, scores, multi_class="ovr", average=average))
        influence = weight @ influences + ((areas[labels] - area) / size if average == "weighted" else 0)
        line("%s.%sAuc" % (name, average), normal(area, np.sqrt((influence ** 2).sum()), 0, 1))
    total, influence = 0, np.zeros(size)
    for i, j in itertools.permutations(range(classes), 2):
        rows = (labels == i) | (labels == j)
        area, some = placements(scores[rows, i], labels[rows] == i)
        total += area / (classes * (classes - 1))
        influence[rows] += some / (classes * (classes - 1))
    check(total, metrics.roc_auc_score(labels, scores, multi_class="ovo", average="macro"))
    line(name + ".pairwiseAuc", normal(total, np.sqrt((influence ** 2).sum()), 0, 1))


multi_class("three", 200, 3, 12)
multi_class("ties", 120, 4, 1)
multi_class("unused", 90, 4, 12, unused=2)

for name, digits in (("smooth", 12), ("tied", 1)):
    truth = rng.uniform(size=150)
    labels = (rng.uniform(size=150) < truth).astype(int)
    scores = np.round(np.clip(truth + rng.normal(0, 0.25, 150), 0, 1), digits)
    key = "binary." + name
    line(key + ".scores", scores)
    line(key + ".labels", labels)
    line(key + ".averagePrecision", metrics.average_precision_score(labels, scores))
    line(key + ".ks", stats.ks_2samp(scores[labels == 1], scores[labels == 0]).statistic)
    taken = (scores >= 0.5).astype(int)
    c = metrics.confusion_matrix(labels, taken)
    line(key + ".specificity", wilson(c[0, 0], c[0].sum()))
    line(key + ".negativePredictiveValue", wilson(c[0, 0], c[:, 0].sum()))
    line(key + ".falsePositiveRate", wilson(c[0, 1], c[0].sum()))
    line(key + ".selectionRate", wilson(taken.sum(), 150))
    overlap = wilson(c[1, 1], c[1].sum() + c[0, 1])
    check((2 * overlap / (1 + overlap))[0], metrics.f1_score(labels, taken))
    line(key + ".f1", 2 * overlap / (1 + overlap))
    line(key + ".balancedAccuracy", delta(lambda x: (np.diag(x) / x.sum(axis=1)).mean(), c, 0))
    line(key + ".correlation", delta(correlation, c, -1))
    kappa = cohens_kappa(c)
    line(key + ".kappa", normal(kappa.kappa, kappa.std_kappa, -1, 1))

truths = rng.gamma(2, 5, 80)
predictions = 0.8 * truths + rng.normal(1, 3, 80)
errors = predictions - truths
line("regression.predictions", predictions)
line("regression.truths", truths)
ordered = np.sort(np.abs(errors))
rank = max(r for r in range(80) if stats.binom.cdf(r, 80, 0.5) <= 0.025)
line("regression.medianAbsoluteError",
     [metrics.median_absolute_error(truths, predictions), ordered[rank], ordered[79 - rank]])
spread = (truths - truths.mean()) ** 2
for name, centred in (("r2", errors), ("explainedVariance", errors - errors.mean())):
    value = (metrics.r2_score if name == "r2" else metrics.explained_variance_score)(truths, predictions)
    influence = ((1 - value) * spread - centred ** 2) / spread.mean()
    line("regression." + name, normal(value, np.std(influence, ddof=1) / np.sqrt(80), greatest=1))
pinball = np.where(errors < 0, -0.9 * errors, 0.1 * errors)
check(pinball.mean(), metrics.mean_pinball_loss(truths, predictions, alpha=0.9))
line("regression.quantileLoss", mean(pinball))
line("regression.huberLoss", mean(special.huber(2, errors)))
