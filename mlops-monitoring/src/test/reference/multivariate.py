# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Prints multivariate.properties: two tables and what NumPy and SciPy say to them, by the definitions.

Run: python3 multivariate.py > ../resources/reference/multivariate.properties
"""
import platform
import numpy as np
import scipy
from scipy import optimize
from scipy.spatial.distance import cdist

print("# printed by multivariate.py: Python %s, SciPy %s, NumPy %s"
      % (platform.python_version(), scipy.__version__, np.__version__))
rng = np.random.default_rng(20260101)


def line(key, values):
    values = np.atleast_1d(values)
    print("%s = %s" % (key, " ".join("NaN" if np.isnan(v) else repr(float(v)) for v in values)))


def table(name, n, correlation, shift):
    """Two correlated numbers, of which the second has gaps and one absurd value, and a category."""
    x = rng.normal(50 + shift, 10, n)
    y = correlation * (x - 50) / 10 + np.sqrt(1 - correlation ** 2) * rng.normal(size=n)
    y[rng.random(n) < 0.1] = np.nan
    y[7] = 1e9
    c = np.where(rng.random(n) < 0.5, "red", np.where(rng.random(n) < 0.5, "green", "blue"))
    line(name + ".x", x)
    line(name + ".y", y)
    print("%s.c = %s" % (name, " ".join({"red": "1", "green": "2", "blue": "3"}[v] for v in c)))
    return x, y, c


def number(fitted, values):
    """Scaled after far values were drawn back, and whether it is missing less the missing share."""
    finite = np.sort(fitted[np.isfinite(fitted)])
    lower = finite[int(np.floor(0.05 * (len(finite) - 1)))]
    upper = finite[int(np.ceil(0.95 * (len(finite) - 1)))]
    low = max(finite[0], lower - 2 * (upper - lower))
    high = min(finite[-1], upper + 2 * (upper - lower))
    clipped = np.clip(fitted[~np.isnan(fitted)], low, high)
    scaled = (np.clip(values, low, high) - clipped.mean()) / clipped.std()
    missing = np.isnan(values)
    return np.c_[np.where(missing, 0, scaled), missing - np.isnan(fitted).mean()]


def category(fitted, values):
    """For each category whether it is this one, less its share, over the root of the sum of the variances."""
    words = sorted(set(fitted))
    shares = np.array([np.mean(fitted == w) for w in words])
    marks = np.array([[v == w for w in words] for v in values], dtype=float)
    return (marks - shares) / np.sqrt(np.sum(shares * (1 - shares)))


def points(fitted, values):
    return np.c_[number(fitted[0], values[0]), number(fitted[1], values[1]), category(fitted[2], values[2])]


def mean_off_diagonal(k):
    n = len(k)
    return (k.sum() - np.trace(k)) / (n * (n - 1))


def statistic(kernel, x, y):
    """The unbiased estimator, Gretton et al. (2012), equation 3."""
    return mean_off_diagonal(kernel(x, x)) + mean_off_diagonal(kernel(y, y)) - 2 * kernel(x, y).mean()


def p_value(kernel, x, y, times=20000):
    n = len(x)
    k = kernel(np.r_[x, y], np.r_[x, y])
    observed = statistic(kernel, x, y)
    larger = 0
    for _ in range(times):
        order = rng.permutation(len(k))
        a, b = order[:n], order[n:]
        value = mean_off_diagonal(k[np.ix_(a, a)]) + mean_off_diagonal(k[np.ix_(b, b)]) - 2 * k[np.ix_(a, b)].mean()
        larger += value >= observed
    return (larger + 1) / (times + 1)


reference, current = table("reference", 60, 0.7, 0), table("current", 40, -0.5, 4)
both = [np.r_[a, b] for a, b in zip(reference, current)]
x, y = points(both, reference), points(both, current)
z = np.r_[x, y]
distances = np.sort(cdist(z, z)[np.tril_indices(len(z), -1)])
median = distances[len(distances) // 2]


def gaussian(a, b):
    return np.exp(-cdist(a, b) ** 2 / (2 * median ** 2))


def negative_distance(a, b):
    return -cdist(a, b)


line("mmd.statistic", statistic(gaussian, x, y))
line("mmd.separation", np.sqrt(statistic(gaussian, x, y)
                               / (mean_off_diagonal(gaussian(x, x)) + mean_off_diagonal(gaussian(y, y)))))
line("mmd.p", p_value(gaussian, x, y))
line("energy.statistic", statistic(negative_distance, x, y))
line("energy.separation", np.sqrt(statistic(negative_distance, x, y) / (2 * cdist(x, y).mean())))
line("energy.p", p_value(negative_distance, x, y))


def components(z, share=0.65):
    """As scikit-learn's PCA(n_components=share) and NannyML."""
    mean = z.mean(axis=0)
    variances, directions = np.linalg.eigh(np.cov(z.T, ddof=0))
    variances, directions = variances[::-1], directions[:, ::-1]
    count = np.searchsorted(np.cumsum(variances) / variances.sum(), share, side="right") + 1
    return mean, directions[:, :count]


def errors(z, fitted):
    mean, directions = fitted
    centred = z - mean
    return np.linalg.norm(centred - centred @ directions @ directions.T, axis=1)


# Sequences of whole numbers take the place of long lists: (i * factor % modulus), a column a factor.
def sequence(n, modulus, factors):
    return np.array([[i * f % modulus for f in factors] for i in range(n)], dtype=float)


numbers = sequence(300, 1009, [389, 389 * 3, 617, 211, 211 * 5])
chunk = sequence(90, 997, [389, 617, 389 * 3, 211, 211 * 5])
scale = numbers.mean(axis=0), numbers.std(axis=0)
scaled, scaled_chunk = (numbers - scale[0]) / scale[1], (chunk - scale[0]) / scale[1]
whole = components(scaled)
line("pca.components", whole[1].shape[1])
line("pca.error", errors(scaled_chunk, whole).mean())
parts = np.split(np.arange(300), 10)
left_out = [errors(scaled[part], components(np.delete(scaled, part, axis=0))) for part in parts]
line("pca.expected", np.mean([e.mean() for e in left_out]))
line("pca.chunkDeviation", np.std([e.mean() for e in left_out], ddof=1))
line("pca.rowDeviation", np.std(np.concatenate(left_out)))


def logistic(rows, signs, penalty):
    share = np.where(signs > 0, 0.5 / np.sum(signs > 0), 0.5 / np.sum(signs < 0))

    def loss(w):
        margin = signs * (rows @ w)
        return np.sum(share * np.logaddexp(0, -margin)) + penalty / 2 * w @ w

    return optimize.minimize(loss, np.zeros(rows.shape[1]), method="BFGS", options={"gtol": 1e-12}).x


rows = sequence(80, 101, [29, 47, 83]) / 50 - 1
signs = np.where(rows[:, 0] - 0.5 * rows[:, 1] + (np.arange(80) * 7 % 13 - 6) / 6 > 0, 1, -1)
line("logistic.labels", (signs > 0).astype(float))
line("logistic.weights", logistic(rows, signs, 0.25 * max(0.001, np.mean(np.sum(rows ** 2, axis=1)) / 80)))
