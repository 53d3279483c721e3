# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Prints comparisons.properties: pairs of models, and what SciPy, R's forecast and plain definitions say to them.

Run: /usr/bin/python3 comparisons.py > ../resources/reference/comparisons.properties
"""
import platform
import subprocess
import numpy as np
import scipy
from scipy import optimize, stats

r_version = subprocess.run(["Rscript", "-e", "cat(as.character(packageVersion('forecast')))"],
                           capture_output=True, text=True, check=True).stdout
print("# printed by comparisons.py: Python %s, SciPy %s, NumPy %s, R package forecast %s"
      % (platform.python_version(), scipy.__version__, np.__version__, r_version))
rng = np.random.default_rng(20260103)
Z = stats.norm.ppf(0.975)


def line(key, value):
    print("%s = %s" % (key, " ".join(repr(float(v)) for v in np.atleast_1d(value))))


def tango(wins, losses, rows, difference):
    """The score statistic, with the likelihood maximised by search over the share of losses."""
    low = max(0.0, -difference)
    high = (1 - difference) / 2
    both = rows - wins - losses

    def slope(share):
        return wins / (share + difference) + losses / share - 2 * both / (1 - 2 * share - difference)
    tiny = 1e-15
    if slope(low + tiny) <= 0:
        share = low
    elif slope(high - tiny) >= 0:
        share = high
    else:
        share = optimize.brentq(slope, low + tiny, high - tiny, xtol=1e-16, rtol=1e-15, maxiter=1000)
    return (wins - losses - rows * difference) / np.sqrt(rows * (2 * share + difference - difference ** 2))


for name, (wins, losses, rows) in {
        "small": (3, 1, 14), "even": (12, 12, 100), "worse": (20, 45, 400), "better": (700, 520, 20000),
        "one": (5, 0, 60)}.items():
    key = "mcnemar.%s." % name
    line(key + "counts", [wins, losses, rows])
    line(key + "exact", [stats.binomtest(wins, wins + losses, alternative=a).pvalue
                         for a in ("greater", "less", "two-sided")])
    line(key + "notWorseBy", [stats.norm.sf(tango(wins, losses, rows, -margin)) for margin in (0.01, 0.05, 0.2)])
    edges = [optimize.brentq(lambda d: tango(wins, losses, rows, d) - z, -1 + 1e-9, 1 - 1e-9, xtol=1e-15, rtol=1e-15)
             for z in (Z, -Z)]
    line(key + "interval", edges)

for name, statistic in {"mean": np.mean, "deviation": np.std, "median": np.median}.items():
    key = "bootstrap.%s." % name
    values = rng.lognormal(0, 1, 40)
    result = stats.bootstrap((values,), statistic, n_resamples=999, method="BCa", random_state=1, vectorized=False)
    line(key + "values", values)
    line(key + "replicates", result.bootstrap_distribution)
    line(key + "expected", [statistic(values), result.confidence_interval.low, result.confidence_interval.high,
                            np.std(result.bootstrap_distribution, ddof=1)])

for name, size, horizon in (("one", 60, 1), ("three", 60, 3), ("short", 9, 2)):
    noise = rng.normal(0, 1, size + 4)
    shared = noise[4:] + 0.6 * noise[3:-1] + 0.4 * noise[2:-2]
    first, second = shared + rng.normal(0, 0.8, size), 0.8 * shared + rng.normal(0, 0.6, size)
    script = """
        options(digits = 17)
        a <- c(%s); b <- c(%s)
        for (alternative in c("two.sided", "greater", "less")) {
          t <- forecast::dm.test(a, b, alternative = alternative, h = %d, power = 2)
          cat(t$statistic, t$p.value, "")
        }""" % (",".join(repr(float(v)) for v in first), ",".join(repr(float(v)) for v in second), horizon)
    printed = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True).stdout.split()
    key = "dieboldMariano.%s." % name
    line(key + "horizon", horizon)
    line(key + "baseline", first ** 2)
    line(key + "candidate", second ** 2)
    line(key + "statistic", float(printed[0]))
    line(key + "pValues", [float(printed[1]), float(printed[3]), float(printed[5])])
