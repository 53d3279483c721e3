# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Prints drift.properties: inputs and what SciPy says to them.

Run: /usr/bin/python3 drift.py > ../resources/reference/drift.properties
"""
import platform
import numpy as np
import scipy
from scipy import stats
from scipy.spatial import distance

print("# printed by drift.py: Python %s, SciPy %s, NumPy %s"
      % (platform.python_version(), scipy.__version__, np.__version__))
rng = np.random.default_rng(20260101)


def line(key, value):
    if isinstance(value, (list, np.ndarray)):
        value = " ".join(text(v) for v in value)
    else:
        value = text(value)
    print("%s = %s" % (key, value))


def text(v):
    if isinstance(v, str):
        return v
    if isinstance(v, (int, np.integer)):
        return str(int(v))
    v = float(v)
    return "Infinity" if v == np.inf else "-Infinity" if v == -np.inf else repr(v)


def sequence(count, factor, modulus, divisor):
    """Numbers that a reader can make again: (i * factor mod modulus) / divisor."""
    return np.array([(i * factor % modulus) / divisor for i in range(count)])


def ks(name, x, y):
    result = stats.ks_2samp(x, y)
    line("ks.%s.statistic" % name, result.statistic)
    line("ks.%s.p" % name, result.pvalue)


def ks_of(name, x, y):
    line("ks.%s.x" % name, x)
    line("ks.%s.y" % name, y)
    ks(name, x, y)


def ks_of_sequences(name, x, y):
    line("ks.%s.sequence.x" % name, list(x))
    line("ks.%s.sequence.y" % name, list(y))
    ks(name, sequence(*x), sequence(*y))


a, b = rng.normal(size=50), rng.normal(0.3, 1, size=60)
ks_of("ties-of-five", [1, 2, 3, 4, 5], [2, 3, 4, 5, 9])
ks_of("unequal", a, b)
ks_of("equal", a, rng.normal(0.5, 2, size=50))
ks_of("rounded", np.round(a, 1), np.round(b, 1))
ks_of("heavy-ties", rng.integers(0, 4, 80), rng.integers(0, 5, 70))
ks_of("constant", [3.0] * 20, [3.0] * 30)
ks_of("infinite", np.concatenate([a, [np.inf, np.inf, -np.inf]]), np.concatenate([b, [np.inf, 1.7976931348623157e308]]))
ks_of("zeros", [-0.0, 0.0, 0.0, 1.0], [0.0, -0.0, 2.0, 3.0, 4.0])
ks_of("apart", np.arange(30.0), np.arange(100.0, 140.0))
ks_of("two", [1, 2], [3, 4])
ks_of_sequences("exact-large", (600, 7919, 10007, 1000.0), (400, 104729, 20011, 1770.0))
ks_of_sequences("asymptotic", (20000, 7919, 30011, 1000.0), (15000, 104729, 30013, 987.0))
ks_of_sequences("asymptotic-tail", (20000, 7919, 30011, 1000.0), (15000, 104729, 30013, 880.0))
ks_of_sequences("asymptotic-far-tail", (60000, 7919, 99991, 1000.0), (50000, 104729, 99989, 900.0))
ks_of_sequences("asymptotic-one-side-small", (20000, 7919, 30011, 1000.0), (40, 104729, 30013, 800.0))
ks_of_sequences("asymptotic-ties", (20000, 7919, 101, 1.0), (15000, 104729, 103, 1.0))


def chi_square(name, x, y):
    x, y = np.array(x), np.array(y)
    line("chi-square.%s.x" % name, x)
    line("chi-square.%s.y" % name, y)
    used = (x + y) > 0
    result = stats.chi2_contingency(np.array([x[used], y[used]]), correction=False)
    line("chi-square.%s.statistic" % name, result[0])
    line("chi-square.%s.p" % name, result[1])


chi_square("two-by-two", [300, 200], [260, 270])
chi_square("unequal-sizes", [5000, 3000, 2000, 400], [100, 80, 30, 20])
chi_square("one-side-empty", [500, 400, 0, 300], [510, 380, 60, 310])
chi_square("same", [100, 200, 300], [200, 400, 600])
chi_square("tail", [90000, 50000, 20000], [85000, 55000, 22000])
chi_square("quantiles", [500] * 20, rng.multinomial(10000, [0.05] * 20))

# Cells that expect less than five values of the smaller sample are pooled, the rarest first.
line("pooled.x", [1000, 900, 3, 2, 40])
line("pooled.y", [500, 480, 1, 4, 25])
pooled = stats.chi2_contingency([[1000, 900, 45], [500, 480, 30]], correction=False)
line("pooled.statistic", pooled[0])
line("pooled.p", pooled[1])

for name, table in {"rare": [[5, 4995], [1, 49]], "small": [[8, 2], [1, 5]], "none-and-some": [[0, 400], [4, 396]]}.items():
    (k, o), (l, q) = table
    line("fisher.%s" % name, [k, k + o, l, l + q])
    line("fisher.%s.p" % name, stats.fisher_exact(table)[1])

for name, (k, n, l, m) in {"plain": (300, 5000, 90, 1000), "tail": (100, 100000, 500, 100000),
                           "near-one": (990, 1000, 1900, 2000)}.items():
    share = (k + l) / (n + m)
    z = (l / m - k / n) / np.sqrt(share * (1 - share) * (1 / n + 1 / m))
    line("proportions.%s" % name, [k, n, l, m])
    line("proportions.%s.statistic" % name, z)
    line("proportions.%s.p" % name, 2 * stats.norm.sf(abs(z)))


def distances(name, x, y):
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    line("distances.%s.x" % name, x.astype(int))
    line("distances.%s.y" % name, y.astype(int))
    line("distances.%s.jensen-shannon" % name, distance.jensenshannon(x, y, base=2))
    used = (x + y) > 0
    p, q = x[used] + 0.5, y[used] + 0.5
    p, q = p / p.sum(), q / q.sum()
    line("distances.%s.psi" % name, np.sum((q - p) * np.log(q / p)))


distances("plain", [10, 20, 30, 40], [20, 20, 20, 45])
distances("empty-cells", [0, 20, 0, 40], [20, 0, 0, 45])
distances("disjoint", [10, 0], [0, 30])
distances("same", [10, 20], [10, 20])
distances("large", [10_000_000, 20_000_000, 5], [10_500_000, 20_100_000, 0])

for name, (x, y) in {"plain": (a, b), "ties": (np.round(a, 1), np.round(b, 1)), "apart": ([1, 2], [10, 20, 30]),
                     "same": (a, a), "scales": (a * 1e150, b * 1e150)}.items():
    line("wasserstein.%s.x" % name, np.array(x, dtype=float))
    line("wasserstein.%s.y" % name, np.array(y, dtype=float))
    line("wasserstein.%s.statistic" % name, stats.wasserstein_distance(x, y))
    line("wasserstein.%s.effect" % name, stats.wasserstein_distance(x, y) / np.std(x, ddof=1))

# By the definitions, one hypothesis at a time: no running minimum or maximum as in an implementation.
p = np.array([0.01, 0.04, 0.03, 0.005, 0.5, 0.03, 0.9, 1e-12])
order = np.argsort(p, kind="stable")
n = len(p)
rank = {int(i): r + 1 for r, i in enumerate(order)}
by = sum(1 / i for i in range(1, n + 1))
line("correction.p", p)
line("correction.holm", [max(min(1.0, (n - rank[j] + 1) * p[j]) for j in range(n) if rank[j] <= rank[i]) for i in range(n)])
line("correction.bh", [min(1.0, min(n / rank[j] * p[j] for j in range(n) if rank[j] >= rank[i])) for i in range(n)])
line("correction.by", [min(1.0, min(by * n / rank[j] * p[j] for j in range(n) if rank[j] >= rank[i])) for i in range(n)])
