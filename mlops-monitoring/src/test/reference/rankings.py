# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Prints rankings.properties: rankings and forecasts, and what scikit-learn and R's forecast say to them.

Run: /usr/bin/python3 rankings.py > ../resources/reference/rankings.properties
"""
import platform
import subprocess
import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics

r_version = subprocess.run(["Rscript", "-e", "cat(as.character(packageVersion('forecast')))"],
                           capture_output=True, text=True, check=True).stdout
print("# printed by rankings.py: Python %s, SciPy %s, scikit-learn %s, NumPy %s, R package forecast %s"
      % (platform.python_version(), scipy.__version__, sklearn.__version__, np.__version__, r_version))
rng = np.random.default_rng(20260106)
Z = stats.norm.ppf(0.975)


def line(key, value):
    print("%s = %s" % (key, " ".join(repr(float(v)) for v in np.ravel(value))))


def mean(values):
    half = Z * np.std(values, ddof=1) / np.sqrt(len(values))
    return [np.mean(values), max(0, np.mean(values) - half), min(1, np.mean(values) + half)]


queries, items = 30, 12
relevance = rng.choice(4, (queries, items), p=[0.6, 0.2, 0.15, 0.05])
relevance[relevance.sum(axis=1) == 0, 0] = 1
scores = relevance + rng.normal(0, 1.5, relevance.shape)
line("ranking.relevances", relevance)
line("ranking.scores", scores)
for k in (3, 5, 12):
    key = "ranking.%d." % k
    ranked = np.take_along_axis(relevance, np.argsort(-scores, axis=1), axis=1)
    hits = ranked[:, :k] > 0
    total = (relevance > 0).sum(axis=1)
    linear = [metrics.ndcg_score([r], [s], k=k, ignore_ties=True) for r, s in zip(relevance, scores)]
    line(key + "LINEAR", mean(linear))
    line(key + "EXPONENTIAL",
         mean([metrics.ndcg_score([2 ** r - 1], [s], k=k, ignore_ties=True) for r, s in zip(relevance, scores)]))
    precision = np.cumsum(hits, axis=1) / np.arange(1, k + 1)
    average = (precision * hits).sum(axis=1) / np.minimum(k, total)
    if k == items:
        np.testing.assert_allclose(
            average.mean(), metrics.label_ranking_average_precision_score(relevance > 0, scores), rtol=1e-12)
    line(key + "map", mean(average))
    line(key + "mrr", mean(np.where(hits.any(axis=1), 1 / (hits.argmax(axis=1) + 1), 0)))
    line(key + "precision", mean(hits.mean(axis=1)))
    line(key + "recall", mean(hits.sum(axis=1) / total))


def long_run(values, horizon):
    n, centred = len(values), values - values.mean()
    covariance = [(centred[lag:] * centred[:n - lag]).sum() / n for lag in range(horizon)]
    variance = (covariance[0] + 2 * sum(covariance[1:])) / n
    variance /= (n + 1 - 2 * horizon + horizon * (horizon - 1) / n) / n
    half = stats.t.ppf(0.975, n - 1) * np.sqrt(variance)
    return np.array([values.mean(), values.mean() - half, values.mean() + half])


def positive(interval):
    return np.array([interval[0], max(0, interval[1]), interval[2]])


history = 50 + 10 * np.sin(np.arange(96) * np.pi / 6) + rng.normal(0, 3, 96)
truths = 50 + 10 * np.sin(np.arange(96, 146) * np.pi / 6) + rng.normal(0, 3, 50)
noise = rng.normal(0, 2, 53)
forecasts = truths + noise[3:] + 0.7 * noise[2:-1] + 0.4 * noise[1:-2] + 0.5
errors = forecasts - truths
line("forecast.history", history)
line("forecast.truths", truths)
line("forecast.forecasts", forecasts)
for horizon in (1, 3):
    key = "forecast.%d." % horizon
    line(key + "mae", positive(long_run(abs(errors), horizon)))
    line(key + "rmse", np.sqrt(positive(long_run(errors ** 2, horizon))))
    line(key + "bias", long_run(errors, horizon))
    line(key + "mape", positive(long_run(abs(errors / truths), horizon)))
    line(key + "smape", positive(long_run(2 * abs(errors) / (abs(truths) + abs(forecasts)), horizon)))
    ratio = abs(errors).sum() / abs(truths).sum()
    influence = (abs(errors) - ratio * abs(truths)) / abs(truths).mean()
    line(key + "wape", positive(long_run(ratio + influence, horizon)))
    scale = abs(history[12:] - history[:-12]).mean()
    line(key + "mase", positive(long_run(abs(errors) / scale, horizon)))
    line(key + "pinballLoss", positive(long_run(np.where(errors < 0, -0.9 * errors, 0.1 * errors), horizon)))
    lows, highs = forecasts - 4, forecasts + 4
    held = ((truths >= lows) & (truths <= highs)).astype(float)
    line(key + "intervalCoverage", np.clip(long_run(held, horizon), 0, 1))
    beyond = np.maximum(0, np.maximum(lows - truths, truths - highs))
    line(key + "intervalScore", long_run(8 + 20 * beyond, horizon))
script = """
    options(digits = 17)
    history <- ts(c(%s), frequency = 12)
    a <- forecast::accuracy(ts(c(%s), start = c(9, 1), frequency = 12), ts(c(%s), start = c(9, 1), frequency = 12))
    scale <- mean(abs(diff(history, 12)))
    cat(a[1, "MAE"], a[1, "RMSE"], a[1, "MAPE"] / 100, a[1, "MAE"] / scale)
    """ % tuple(",".join(repr(float(v)) for v in values) for values in (history, forecasts, truths))
printed = [float(v) for v in subprocess.run(
    ["Rscript", "-e", script], capture_output=True, text=True, check=True).stdout.split()]
np.testing.assert_allclose(printed, [
    abs(errors).mean(), np.sqrt((errors ** 2).mean()), abs(errors / truths).mean(), abs(errors).mean() / scale],
    rtol=1e-12)
np.testing.assert_allclose(printed[2], metrics.mean_absolute_percentage_error(truths, forecasts), rtol=1e-12)
