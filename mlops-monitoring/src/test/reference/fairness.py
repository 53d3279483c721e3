# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Prints fairness.properties: decisions on two groups, and how statsmodels compares them; calibration of scores.

Run: /usr/bin/python3 fairness.py > ../resources/reference/fairness.properties
"""
import platform
import numpy as np
import scipy
import statsmodels
from scipy import special, stats
from statsmodels.stats.proportion import confint_proportions_2indep

print("# printed by fairness.py: Python %s, SciPy %s, statsmodels %s, NumPy %s"
      % (platform.python_version(), scipy.__version__, statsmodels.__version__, np.__version__))
rng = np.random.default_rng(20260105)
Z = stats.norm.ppf(0.975)


def line(key, value):
    print("%s = %s" % (key, " ".join(repr(float(v)) for v in np.ravel(value))))


def difference(own, other, alpha=0.05):
    """Cases and rows of either group."""
    low, high = confint_proportions_2indep(*own, *other, compare="diff", method="newcomb", alpha=alpha)
    return [own[0] / own[1] - other[0] / other[1], low, high]


def absolute(interval):
    return np.array([abs(interval[0]), max(0, interval[1], -interval[2]), max(-interval[1], interval[2])])


for name, sizes, shift in (("large", (400, 900), 0.1), ("small", (60, 80), -0.2)):
    scores, labels = {}, {}
    for group, size in zip("ba", sizes):
        truth = rng.beta(2, 2, size)
        labels[group] = (rng.uniform(size=size) < truth).astype(int)
        strength = truth + (shift if group == "b" else 0) + rng.normal(0, 0.1, size)
        scores[group] = np.round(special.expit(4 * strength - 2), 9)
        line("%s.%s.scores" % (name, group), scores[group])
        line("%s.%s.labels" % (name, group), labels[group])

    def count(group, chosen, of):
        taken = scores[group] >= 0.5
        kinds = {"taken": taken, "positive": labels[group] == 1, "negative": labels[group] == 0,
                 "all": np.ones(len(taken), bool)}
        return int((kinds[chosen] & kinds[of]).sum()), int(kinds[of].sum())

    def compared(chosen, of, alpha=0.05):
        return difference(count("b", chosen, of), count("a", chosen, of), alpha)
    line(name + ".demographicParity", compared("taken", "all"))
    line(name + ".equalOpportunity", compared("taken", "positive"))
    line(name + ".predictiveParity", compared("positive", "taken"))
    found, disturbed = absolute(compared("taken", "positive", 0.025)), absolute(compared("taken", "negative", 0.025))
    line(name + ".equalisedOdds", np.maximum(found, disturbed))
    groups = sorted("ab", key=lambda g: count(g, "taken", "all")[0] / count(g, "taken", "all")[1])
    less, most = count(groups[0], "taken", "all"), count(groups[1], "taken", "all")
    low, high = confint_proportions_2indep(*less, *most, compare="ratio", method="log-adjusted")
    line(name + ".selectionRatio", [less[0] / less[1] / (most[0] / most[1]), low, high])
    for group in "ab":
        errors = scores[group] - labels[group]
        half = Z * errors.std(ddof=1) / np.sqrt(len(errors))
        line("%s.%s.calibration" % (name, group), [errors.mean(), errors.mean() - half, errors.mean() + half])
        p, y = scores[group], labels[group]
        z = ((y - p) * (1 - 2 * p)).sum() / np.sqrt(((1 - 2 * p) ** 2 * p * (1 - p)).sum())
        line("%s.%s.spiegelhalter" % (name, group), [z, 2 * stats.norm.sf(abs(z))])
        order = np.argsort(p, kind="stable")
        bins = np.split(order, [len(p) * i // 10 for i in range(1, 10)])
        told, been = np.array([p[b].mean() for b in bins]), np.array([y[b].mean() for b in bins])
        weight, base = np.array([len(b) for b in bins]) / len(p), y.mean()
        chi = (len(p) * weight * (been - told) ** 2 / (told * (1 - told))).sum()
        line("%s.%s.hosmerLemeshow" % (name, group), [chi, stats.chi2.sf(chi, 10)])
        within = sum(((p[b] - t) ** 2).sum() - 2 * ((p[b] - t) * (y[b] - o)).sum()
                     for b, t, o in zip(bins, told, been)) / len(p)
        line("%s.%s.brier" % (name, group), [
            (weight * (told - been) ** 2).sum(), (weight * (been - base) ** 2).sum(), base * (1 - base), within])
        line("%s.%s.maximumError" % (name, group), abs(told - been).max())
        cost = np.where(p >= 0.3, np.where(y == 1, -2.0, 1.0), np.where(y == 1, 5.0, 0.0))
        half = Z * cost.std(ddof=1) / np.sqrt(len(cost))
        line("%s.%s.expectedCost" % (name, group), [cost.mean(), cost.mean() - half, cost.mean() + half])
        candidates = [np.inf] + sorted(set(p), reverse=True)
        totals = [np.where(p >= t, np.where(y == 1, -2.0, 1.0), np.where(y == 1, 5.0, 0.0)).sum() for t in candidates]
        line("%s.%s.bestThreshold" % (name, group), candidates[int(np.argmin(totals))])
