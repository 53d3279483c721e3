# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Prints drift-tests.properties: inputs and what SciPy, mpmath and R's pwr say to them.

Run: python3 drift_tests.py > ../resources/reference/drift-tests.properties
"""
import platform
import subprocess
import warnings
import numpy as np
import scipy
import mpmath as mp
from scipy import stats

print("# printed by drift_tests.py: Python %s, SciPy %s, NumPy %s, mpmath %s"
      % (platform.python_version(), scipy.__version__, np.__version__, mp.__version__))
rng = np.random.default_rng(20260102)
mp.mp.dps = 60


def text(v):
    if isinstance(v, (int, np.integer)):
        return str(int(v))
    v = float(v)
    return "Infinity" if v == np.inf else "-Infinity" if v == -np.inf else repr(v)


def line(key, value):
    print("%s = %s" % (key, " ".join(text(v) for v in np.atleast_1d(value))))


def sequence(count, factor, modulus, divisor):
    """Numbers that a reader can make again: (i * factor mod modulus) / divisor."""
    return np.array([(i * factor % modulus) / divisor for i in range(count)])


def put(test, name, statistic, p, effect=None):
    line("%s.%s.statistic" % (test, name), statistic)
    line("%s.%s.p" % (test, name), p)
    if effect is not None:
        line("%s.%s.effect" % (test, name), effect)


a, b = np.round(rng.normal(size=40), 6), np.round(rng.normal(0.4, 1.2, size=55), 6)
infinite = (np.concatenate([a, [np.inf, np.inf, -np.inf]]), np.concatenate([b, [np.inf, 1.7976931348623157e308]]))
SMALL = {
    "five": ([1, 2, 3, 4, 5], [2, 3, 4, 5, 9]),
    "unequal": (a, b),
    "small": (a[:6], b[:9]),
    "twelve": (a[:12], b[:17] + 1.3),
    "rounded": (np.round(a, 1), np.round(b, 1)),
    "heavy-ties": (rng.integers(0, 4, 80), rng.integers(0, 5, 70)),
    "apart": (np.arange(30.0), np.arange(100.0, 140.0)),
    "heavy-tails": (np.round(np.exp(3 * a), 6), np.round(np.exp(3 * b), 6)),
}
SEQUENCES = {
    "large": ((20000, 7919, 30011, 1000.0), (15000, 104729, 30013, 987.0)),
    "large-tail": ((20000, 7919, 30011, 1000.0), (15000, 104729, 30013, 880.0)),
    "large-far-tail": ((60000, 7919, 99991, 1000.0), (50000, 104729, 99989, 900.0)),
    "large-ties": ((20000, 7919, 101, 1.0), (15000, 104729, 103, 1.0)),
    "one-side-small": ((20000, 7919, 30011, 1000.0), (40, 104729, 30013, 800.0)),
}
SAMPLES = {}
for name, (x, y) in SMALL.items():
    line("samples.%s.x" % name, x)
    line("samples.%s.y" % name, y)
    SAMPLES[name] = (np.array(x, dtype=float), np.array(y, dtype=float))
for name, (x, y) in SEQUENCES.items():
    line("samples.%s.sequence.x" % name, x)
    line("samples.%s.sequence.y" % name, y)
    SAMPLES[name] = (sequence(*x), sequence(*y))
line("samples.infinite.x", infinite[0])
line("samples.infinite.y", infinite[1])
RANKS = dict(SAMPLES, infinite=infinite)


def below(values, x):
    """The shares of a sample below or at each of some values."""
    return np.searchsorted(np.sort(x), values, side="right") / len(x)


def mann_whitney(name, x, y):
    exact = max(len(x), len(y)) <= 50 and len(np.unique(np.concatenate([x, y]))) == len(x) + len(y)
    r = stats.mannwhitneyu(x, y, alternative="two-sided", method="exact" if exact else "asymptotic")
    put("mann-whitney", name, r.statistic, r.pvalue, abs(2 * r.statistic / len(x) / len(y) - 1))


def welch(name, x, y):
    r = stats.ttest_ind(x, y, equal_var=False)
    put("welch-t", name, r.statistic, r.pvalue, abs(x.mean() - y.mean()) / x.std(ddof=1))


def levene(name, x, y):
    r = stats.levene(x, y, center="median")
    away = [np.abs(v - np.median(v)).mean() for v in (x, y)]
    put("levene", name, r.statistic, r.pvalue, abs(away[0] - away[1]) / away[0])


def inhomogeneity(x, y):
    between = np.abs(x[:, None] - y[None, :]).mean()
    return (2 * between - np.abs(x[:, None] - x[None, :]).mean() - np.abs(y[:, None] - y[None, :]).mean()) / (2 * between)


def energy(name, x, y):
    line("energy.%s.statistic" % name, stats.energy_distance(x, y))
    if len(x) < 1000:
        line("energy.%s.effect" % name, inhomogeneity(x, y))


def cramer_von_mises_limit(x):
    """The chance of more than x: Anderson and Darling (1952), whose series of the chance of less is another than ours."""
    x = mp.mpf(x)
    series = mp.nsum(lambda j: mp.binomial(-0.5, j) * (-1) ** j * mp.sqrt(4 * j + 1)
                     * mp.exp(-(4 * j + 1) ** 2 / (16 * x)) * mp.besselk(0.25, (4 * j + 1) ** 2 / (16 * x)),
                     [0, 40], method="d")
    return 1 - series / (mp.pi * mp.sqrt(x)) if x < 12 else far_tail(
        lambda s: 2 / mp.pi * mp.exp(-x * s * s / 2) / mp.sqrt(s * abs(mp.sin(s))), mp.pi, x)


def anderson_darling_limit(x):
    """The chance of more than x, as above."""
    x = mp.mpf(x)

    def term(j):
        at = (4 * j + 1) ** 2 * mp.pi ** 2 / (8 * x)
        return (mp.binomial(-0.5, j) * (4 * j + 1) * mp.exp(-at)
                * mp.quad(lambda w: mp.exp(x / (8 * (1 + w * w)) - at * w * w), [0, 1, 2, 4, 8, mp.inf]))
    return 1 - mp.sqrt(2 * mp.pi) / x * mp.fsum(term(j) for j in range(terms(x))) if x < 60 else far_tail(
        lambda s: mp.exp(-x * (s * s - 1) / 8) * s / mp.sqrt(mp.pi * (s * s - 1) * abs(mp.cos(mp.pi * s / 2))),
        mp.mpf(3), x)


def far_tail(integrand, start, x):
    """The first integral of Smirnov's series, beside which all others are below the digits of a double."""
    # The root in the denominator goes away with s = start + t^2; beyond 14 widths nothing is left.
    width = 1 / mp.sqrt(x)
    return mp.quad(lambda t: 2 * t * integrand(start + t * t), [k * width / 4 for k in range(57)], method="gauss-legendre")


def terms(x):
    """Until the exponentials are below all digits."""
    return int(mp.sqrt(8 * x * mp.mp.dps * 2.4) / mp.pi / 4) + 8


def kuiper_limit(x):
    x = mp.mpf(x)
    return 2 * mp.fsum((4 * j * j * x * x - 1) * mp.exp(-2 * j * j * x * x) for j in range(1, 200))


for x in (0.02, 0.05, 0.1, 0.3, 1, 3, 10, 11, 20, 140):
    line("limit.cramer-von-mises.%s" % ("%g" % x).replace(".", "_"), cramer_von_mises_limit(x))
for x in (0.1, 0.2, 0.5, 1, 3, 10, 40, 59, 100, 680):
    line("limit.anderson-darling.%s" % ("%g" % x).replace(".", "_"), anderson_darling_limit(x))
for x in (0.35, 0.5, 1, 2, 6, 15):
    line("limit.kuiper.%s" % ("%g" % x).replace(".", "_"), kuiper_limit(x))


def cramer_von_mises(name, x, y):
    z = np.sort(np.concatenate([x, y]))
    n, m, N = len(x), len(y), len(z)
    differences = below(z, x) - below(z, y)
    statistic = n * m / N ** 2 * np.sum(differences ** 2)
    if len(np.unique(z)) == N:
        r = stats.cramervonmises_2samp(x, y)
        assert abs(statistic - r.statistic) < 1e-9 * max(1, statistic), name
    # SciPy takes mean ranks of ties, with which two equal constants of 1000 and 50 rows differ for certain, and subtracts
    # from 1, which costs small p-values their digits.
    if len(np.unique(z)) == N and max(n, m) <= 20:
        p = r.pvalue
    else:
        mean, variance = tied_limit(z)
        untied_mean, untied_variance = tied_limit(np.arange(N))
        deviation = np.sqrt((N + 1) * (4 * n * m * N - 3 * (n * n + m * m) - 2 * n * m) / (N * N * 4 * n * m)
                            * variance / untied_variance)
        p = cramer_von_mises_limit(1 / 6 + (statistic - (1 + 1 / N) / 6 * mean / untied_mean) / deviation)
    put("cramer-von-mises", name, statistic, p, np.sqrt(np.mean(differences ** 2)))


def tied_limit(z):
    """Mean and half of the variance of the limit, a sum over the values of squares of a Brownian bridge."""
    shares = np.unique(z, return_counts=True)[1] / len(z)
    at = np.cumsum(np.unique(z, return_counts=True)[1]) / len(z)
    covariance = np.minimum(at, at[:, None]) * (1 - np.maximum(at, at[:, None])) if len(at) < 2000 else None
    if covariance is not None:
        return np.sum(shares * at * (1 - at)), np.sum(np.outer(shares, shares) * covariance ** 2)
    left, right = shares * at ** 2, shares * (1 - at) ** 2
    return np.sum(shares * at * (1 - at)), np.sum((shares * at * (1 - at)) ** 2) + 2 * np.sum((np.cumsum(left) - left) * right)


def tie_variance(z):
    """Half of the variance of the limit: every value is a Brownian bridge averaged over its ties."""
    shares = np.unique(z, return_counts=True)[1] / len(z)
    middle = np.cumsum(shares) - shares / 2
    weight = middle * (1 - middle) - shares / 4
    left, right = shares * middle ** 2 / weight, shares * (1 - middle) ** 2 / weight
    return np.sum(shares ** 2) + 2 * np.sum((np.cumsum(left) - left) * right)


def anderson_darling(name, x, y):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        r = stats.anderson_ksamp([x, y], midrank=True)
    z = np.concatenate([x, y])
    scaled = 1 + r.statistic * mp.sqrt(2 * (mp.pi ** 2 - 9) / 3 / (tie_variance(z) / tie_variance(np.arange(len(z)))))
    put("anderson-darling", name, r.statistic, anderson_darling_limit(scaled) if scaled > 0.05 else 1)
    # Interpolated by SciPy in a table, and cut off at its ends.
    if 0.001 < r.pvalue < 0.25 and len(np.unique(z)) == len(z):
        line("interpolated.%s" % name, r.pvalue)


def kuiper(name, x, y):
    z = np.concatenate([x, y])
    differences = below(z, x) - below(z, y)
    v = max(0, differences.max()) - min(0, differences.min())
    root = np.sqrt(len(x) * len(y) / len(z))
    scaled = (root + 0.155 + 0.24 / root) * v
    put("kuiper", name, v, kuiper_limit(scaled) if scaled > 0.3 else 1, v)


def epps_singleton(name, x, y):
    scale = stats.iqr(np.concatenate([x, y])) / 2
    away = [abs(np.exp(1j * t * x / scale).mean() - np.exp(1j * t * y / scale).mean()) / 2 for t in (0.4, 0.8)]
    # The covariance is all but singular, which leaves SciPy ten digits: all are had with forty.
    statistic = epps_singleton_statistic(x, y, scale)
    # SciPy takes the covariance of each side by itself however small it is, and alarms on a fifth of such windows.
    if max(len(x), len(y)) <= 2 * min(len(x), len(y)):
        assert abs(statistic / stats.epps_singleton_2samp(x, y).statistic - 1) < 1e-9, name
    put("epps-singleton", name, statistic, stats.chi2.sf(float(statistic), 4), max(away))


def epps_singleton_statistic(x, y, scale):
    with mp.workdps(40):
        n, m = len(x), len(y)
        (mean, covariance), (other, covariance2) = parts(x, scale), parts(y, scale)
        d = mp.matrix([a - b for a, b in zip(mean, other)])
        if max(n, m) > 2 * min(n, m):
            covariance = covariance2 = parts(np.concatenate([x, y]), scale)[1]
        w = (n + m) * (d.T * mp.lu_solve(covariance * (n + m) / n + covariance2 * (n + m) / m, d))[0]
        small = 1 + mp.mpf(n + m) ** -0.45 + 10.1 * (mp.mpf(n) ** -1.7 + mp.mpf(m) ** -1.7)
        return w / small if max(n, m) < 25 else w


def parts(values, scale):
    """The means of the cosines and sines, and their covariance."""
    rows = []
    for angle in (mp.mpf(float(v)) / mp.mpf(float(scale)) for v in values):
        rows.append([f(angle * t) for t in (mp.mpf(0.4), mp.mpf(0.8)) for f in (mp.cos, mp.sin)])
    mean = [mp.fsum(r[i] for r in rows) / len(rows) for i in range(4)]
    return mean, mp.matrix([[mp.fsum(r[i] * r[j] for r in rows) / len(rows) - mean[i] * mean[j] for j in range(4)]
                            for i in range(4)])


for name, (x, y) in RANKS.items():
    mann_whitney(name, x, y)
    cramer_von_mises(name, x, y)
    anderson_darling(name, x, y)
    kuiper(name, x, y)
for name, (x, y) in SAMPLES.items():
    epps_singleton(name, x, y)
for name, (x, y) in SAMPLES.items():
    welch(name, x, y)
    levene(name, x, y)
    energy(name, x, y)


def cells(name, x, y):
    line("cells.%s.x" % name, x)
    line("cells.%s.y" % name, y)
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    p, q = x / x.sum(), y / y.sum()
    line("cells.%s.hellinger" % name, np.sqrt(np.sum((np.sqrt(p) - np.sqrt(q)) ** 2) / 2))
    line("cells.%s.total-variation" % name, np.abs(p - q).sum() / 2)
    used = (x + y) > 0
    line("cells.%s.kl" % name, stats.entropy(y[used] + 0.5, x[used] + 0.5))


cells("plain", [10, 20, 30, 40], [20, 20, 20, 45])
cells("empty", [0, 20, 0, 40], [20, 0, 0, 45])
cells("disjoint", [10, 0], [0, 30])
cells("same", [10, 20], [10, 20])
cells("large", [10_000_000, 20_000_000, 5], [10_500_000, 20_100_000, 0])


def likelihood_ratio(name, x, y):
    line("g.%s.x" % name, x)
    line("g.%s.y" % name, y)
    result = stats.chi2_contingency(np.array([x, y]), correction=False, lambda_="log-likelihood")
    put("g", name, result.statistic, result.pvalue)


likelihood_ratio("plain", [300, 200, 90], [260, 270, 95])
likelihood_ratio("unequal-sizes", [5000, 3000, 2000, 400], [100, 80, 30, 20])
likelihood_ratio("same", [100, 200, 300], [200, 400, 600])
likelihood_ratio("tail", [90000, 50000, 20000], [85000, 55000, 22000])
likelihood_ratio("one-side-empty", [500, 400, 10, 300], [510, 380, 60, 310])

for name, (k, n, l, m) in {"rare": (5, 5000, 1, 50), "small": (8, 10, 1, 6), "plain": (3000, 50000, 41, 500),
                           "none": (0, 400, 4, 400), "tail": (20000, 200000, 400, 2000)}.items():
    line("shares.%s" % name, [k, n, l, m])
    line("fisher-exact.%s.p" % name, stats.fisher_exact([[k, n - k], [l, m - l]]).pvalue)
    if n >= 100 * m and min(k / n, 1 - k / n) * m >= 5:
        line("binomial.%s.p" % name, stats.binomtest(l, m, k / n).pvalue)

# Among all ways to mix the rows.
for name in ("five", "small"):
    x, y = SAMPLES[name]
    p = stats.permutation_test((x, y), inhomogeneity, n_resamples=np.inf, alternative="greater",
                               vectorized=False).pvalue
    line("permutation-energy.%s.p" % name, p)


def r(code):
    return float(subprocess.run(["Rscript", "-e", "cat(sprintf('%.15g', " + code + "))"],
                                check=True, capture_output=True, text=True).stdout)


# How many rows a side are enough four times in five, by R's pwr 1.3 and stats.
for effect in (0.05, 0.2, 0.5):
    for alpha in (0.05, 0.0001):
        key = "%s.%s" % (("%g" % effect).replace(".", "_"), ("%g" % alpha).replace(".", "_"))
        line("power.welch-t.%s.rows" % key, r("pwr::pwr.t.test(d=%g, sig.level=%g, power=0.8)$n" % (effect, alpha)))
        line("power.two-proportion-z.%s.rows" % key,
             r("power.prop.test(p1=0.3, p2=%g, sig.level=%g, power=0.8)$n" % (0.3 + effect, alpha)))
for freedom in (1, 4, 19):
    for alpha in (0.05, 0.0001):
        line("noncentrality.%d.%s" % (freedom, ("%g" % alpha).replace(".", "_")),
             r("pwr::pwr.chisq.test(w=0.1, df=%d, sig.level=%g, power=0.8)$N * 0.01" % (freedom, alpha)))
