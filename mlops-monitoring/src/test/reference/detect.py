# SPDX-FileCopyrightText: 2026 The mlops4j authors
# SPDX-License-Identifier: Apache-2.0
"""Prints detect.properties: streams, and where detectors warn and alarm.

Each detector is written down as its definition, over all values since it began, and nothing is updated from one value
to the next. The streams "half" and "steps" are those of scikit-multiflow's tests.

Run: python3 detect.py > ../resources/reference/detect.properties
"""
import math
import platform
import numpy as np
import scipy
from scipy import stats

STABLE, WARNING, DRIFT = range(3)


def grade(drift, warning=False):
    return DRIFT if drift else WARNING if warning else STABLE


def page_hinkley(x, tolerance=0.005, threshold=50, forgetting=0.9999):
    n = len(x)
    means = np.cumsum(x) / np.arange(1, n + 1)
    excess = 0.0
    for deviation in x - means - tolerance:
        excess = max(0.0, forgetting * excess + deviation)
    return grade(n >= 30 and excess > threshold)


def ddm(x, drift=3.0, warning=2.0):
    n = np.arange(1, len(x) + 1)
    p = np.cumsum(x) / n
    s = np.sqrt(p * (1 - p) / n)
    usable = (n >= 30) & (s > 0)
    if not usable[-1]:
        return STABLE
    best = np.argmin(np.where(usable, p + s, np.inf))
    return grade(p[-1] + s[-1] > p[best] + drift * s[best], p[-1] + s[-1] > p[best] + warning * s[best])


def hddm_a(x, drift=0.001, warning=0.005):
    n = np.arange(1, len(x) + 1)
    mean = np.cumsum(x) / n
    bound = mean + np.sqrt(math.log(1 / drift) / (2 * n))
    cut = len(x) - 1 - np.argmin(bound[::-1])
    if cut == len(x) - 1:
        return STABLE
    m = (n[-1] - n[cut]) / n[cut] / n[-1]
    rise = mean[-1] - mean[cut]
    return grade(rise >= math.sqrt(m / 2 * math.log(2 / drift)), rise >= math.sqrt(m / 2 * math.log(2 / warning)))


def adwin(x, delta=0.002, clock=32):
    """The window as a list of its values, and the sizes of its buckets, oldest first."""
    window, buckets, answers = [], [], []
    for i, value in enumerate(x):
        window.append(value)
        buckets.append(1)
        size = 1
        while buckets.count(size) > 5:
            first = buckets.index(size)
            buckets[first:first + 2] = [2 * size]
            size *= 2
        cut = False
        while (i + 1) % clock == 0 and len(window) > 10 and adwin_differs(np.array(window), buckets, delta):
            del window[:buckets.pop(0)]
            cut = True
        answers.append(grade(cut))
    return answers


def adwin_differs(window, buckets, delta):
    confidence = math.log(2 * math.log(len(window)) / delta)
    for older in np.cumsum(buckets)[:-1]:
        newer = len(window) - older
        if older >= 5 and newer >= 5:
            m = 1 / (older - 4) + 1 / (newer - 4)
            bound = math.sqrt(2 * m * window.var() * confidence) + 2 / 3 * confidence * m
            if abs(window[:older].mean() - window[older:].mean()) > bound:
                return True
    return False


def hddm_w(x, drift=0.001, warning=0.005, weight=0.05):
    def weights(n):
        """Of n values, the oldest first; the first value starts the average."""
        powers = (1 - weight) ** np.arange(n - 1, -1, -1.0)
        return np.append(powers[:1], weight * powers[1:])

    def bound(squares, probability):
        return math.sqrt(squares * math.log(1 / probability) / 2)

    least, cut = math.inf, 0
    for n in range(1, len(x) + 1):
        w = weights(n)
        upper = w @ x[:n] + bound(w @ w, drift)
        if upper < least:
            least, cut = upper, n
    if cut == len(x):
        return STABLE
    first, second = weights(cut), weights(len(x) - cut)
    rise = second @ x[cut:] - first @ x[:cut]
    squares = first @ first + second @ second
    return grade(rise > bound(squares, drift), rise > bound(squares, warning))


def cusum(x, allowance=0.1, threshold=5.0):
    n = np.arange(1, len(x) + 1)
    mean = np.cumsum(x) / n
    variance = np.maximum(0, np.cumsum(x * x) / n - mean * mean)
    excess = 0.0
    for i in range(30, len(x)):
        if variance[i - 1] > 1e-12:
            excess = max(0.0, excess + (x[i] - mean[i - 1]) / math.sqrt(variance[i - 1]) - allowance)
    return grade(excess > threshold)


def gma(x, weight=0.01, drift=5.0, warning=4.0):
    n = len(x)
    if n < 30 or x.var() < 1e-12:
        return STABLE
    weights = (1 - weight) ** np.arange(n - 1, -1, -1.0)
    weights /= weights.sum()
    deviations = (weights @ x - x.mean()) / math.sqrt(x.var() * (weights @ weights - 1 / n))
    return grade(deviations > drift, deviations > warning)


def ecdd(x, weight=0.2):
    n, p = len(x), x.mean()
    if n < 30 or p * (1 - p) == 0:
        return STABLE
    average = weight * (1 - weight) ** np.arange(n - 1, -1, -1.0) @ x
    deviation = math.sqrt(p * (1 - p) * weight / (2 - weight) * (1 - (1 - weight) ** (2 * n)))
    limit = 3.97 - 6.56 * p + 48.73 * p ** 3 - 330.13 * p ** 5 + 848.18 * p ** 7
    return grade(average > p + limit * deviation, average > p + limit / 2 * deviation)


def eddm(x, drift=0.9, warning=0.95):
    distances = np.diff(np.append(-1, np.flatnonzero(x > 0.5)))
    if len(distances) < 30:
        return STABLE
    sizes = [distances[:n].mean() + 2 * distances[:n].std() for n in range(30, len(distances) + 1)]
    return grade(sizes[-1] < drift * max(sizes), sizes[-1] < warning * max(sizes))


def rddm(x, drift=2.258, warning=1.773):
    answers, values, stored, least, warned = [], [], [], None, 0

    def include(value):
        nonlocal least
        values.append(value)
        n, p = len(values), np.mean(values)
        s = math.sqrt(p * (1 - p) / n)
        if n < 129 or s == 0:
            return STABLE
        if least is None or p + s < sum(least):
            least = p, s
        return grade(p + s > least[0] + drift * least[1], p + s > least[0] + warning * least[1])

    for value in x:
        stored = (stored + [value])[-7000:]
        answer = include(value)
        if answer == WARNING:
            warned += 1
            if warned > 1400:
                warned, answer = 0, DRIFT
        elif answer == STABLE:
            warned = 0
        if answer == DRIFT:
            stored = stored[-(warned + 1):]
            values, least, warned = [], None, 0
            for again in stored:
                include(again)
        answers.append(answer)
    return answers


def stepd(x, drift=0.003, warning=0.05, window=30):
    older, latest = x[:-window], x[-window:]
    if len(older) < window or x.mean() * (1 - x.mean()) == 0:
        return STABLE
    size = 1 / len(older) + 1 / window
    z = (abs(latest.mean() - older.mean()) - size / 2) / math.sqrt(x.mean() * (1 - x.mean()) * size)
    p = 2 * stats.norm.sf(z)
    return grade(z > 0 and p < drift, z > 0 and p < warning)


def kswin(x, alpha=0.0001, window=100, recent=30, seed=1):
    def draws():
        """SplitMix64."""
        state, mask = seed, 2 ** 64 - 1
        while True:
            state = state + 0x9E3779B97F4A7C15 & mask
            bits = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & mask
            bits = (bits ^ bits >> 27) * 0x94D049BB133111EB & mask
            yield ((bits ^ bits >> 31) >> 11) * 2.0 ** -53

    uniform, kept, answers = draws(), [], []
    for value in x:
        kept = (kept + [value])[-window:]
        p = 1.0
        if len(kept) == window:
            older, sample = kept[:-recent], []
            for i, candidate in enumerate(older):
                if len(sample) < recent and (len(older) - i) * next(uniform) < recent - len(sample):
                    sample.append(candidate)
            p = stats.ks_2samp(sample, kept[-recent:], method="exact").pvalue
        answers.append(grade(p <= alpha))
        if p <= alpha:
            kept = kept[-recent:]
    return answers


def seed(x, delta=0.05):
    def cut(blocks):
        values = np.concatenate(blocks)
        confidence = math.log(2 * (len(blocks) - 1) / delta) if len(blocks) > 1 else 0
        for i in range(1, len(blocks)):
            older, newer = np.concatenate(blocks[:i]), np.concatenate(blocks[i:])
            m = 1 / len(older) + 1 / len(newer)
            bound = math.sqrt(2 * m * values.var() * confidence) + 2 / 3 * m * confidence
            if abs(older.mean() - newer.mean()) > bound:
                return i
        return 0

    blocks, since, answers = [], 0, []
    for i, value in enumerate(x):
        found = False
        if i % 32 == 31:
            blocks.append(x[i - 31:i + 1])
            since += 1
            if since % 75 == 0:
                compressed = blocks[:1]
                for block in blocks[1:]:
                    if abs(compressed[-1].mean() - block.mean()) < 0.01 * (1 + 0.8 * since / 75):
                        compressed[-1] = np.append(compressed[-1], block)
                    else:
                        compressed.append(block)
                blocks = compressed
            while cut(blocks):
                blocks, found = blocks[cut(blocks):], True
            since = 0 if found else since
        answers.append(grade(found))
    return answers


def bocpd(x, predictive, warm_up, hazard=1e-5, threshold=0.99, horizon=10_000, most=256):
    """weights[i] is that of a run that began with value starts[i]; first is where that without a change began."""
    answers, first, starts, weights = [STABLE] * warm_up, warm_up, np.array([warm_up]), np.array([1.0])
    for i in range(warm_up, len(x)):
        joint = weights * predictive(x, starts, i)
        weights = joint / joint.sum() * (1 - hazard)
        if len(weights) == most:
            kept = np.arange(most) != np.argmin(weights)
            weights, starts = weights[kept], starts[kept]
        weights, starts = np.append(weights, hazard), np.append(starts, i + 1)
        recent = (i + 1 - starts <= horizon) & (starts > first)
        changed = weights[recent].sum()
        answers.append(grade(changed > threshold, changed > 0.5))
        if answers[-1] == DRIFT:
            starts, weights = starts[[np.argmax(np.where(recent, weights, -1))]], np.array([1.0])
            first = starts[0]
    return answers


def bernoulli(x, starts, i):
    sums = np.append(0, np.cumsum(x))
    p = (sums[i] - sums[starts] + 0.5) / (i - starts + 1)
    return p * x[i] + (1 - p) * (1 - x[i])


def normal(x, starts, i):
    first = x[:30]
    sums, squares = np.append(0, np.cumsum(x)), np.append(0, np.cumsum(x * x))
    n = i - starts
    total = sums[i] - sums[starts]
    mean = (first.mean() + total) / (1 + n)
    variation = squares[i] - squares[starts] - total ** 2 / np.maximum(n, 1)
    beta = first.var() + variation / 2 + n * (total / np.maximum(n, 1) - first.mean()) ** 2 / (2 * (1 + n))
    alpha = 1 + n / 2
    return stats.t.pdf(x[i], 2 * alpha, mean, np.sqrt(beta * (2 + n) / (alpha * (1 + n))))


def e_process(x, ratios, baseline=0.2, drift=0.001, warning=0.01):
    t = np.arange(1, len(x) + 1)
    stakes = 1 / (1 + np.log(t)) - 1 / (1 + np.log(t + 1))
    capitals = []
    for ratio in ratios:
        p = ratio * baseline / (1 - baseline + ratio * baseline)
        factors = x * p / baseline + (1 - x) * (1 - p) / (1 - baseline)
        capitals.append(stakes @ np.cumprod(factors[::-1])[::-1])
    return grade(np.mean(capitals) >= 1 / drift, np.mean(capitals) >= 1 / warning)


def since_start(test):
    def answers(x):
        found, start = [], 0
        for i in range(len(x)):
            found.append(test(x[start:i + 1]))
            if found[-1] == DRIFT:
                start = i + 1
        return found
    return answers


def two_sided(test, mirror):
    return lambda x: max(test(x), test(mirror(x)))


def streams():
    np.random.seed(1)
    half = [np.random.normal(mean, 0.1, 1000) > 0 for mean in (0, 0.5)]
    steps = [np.random.normal(mean, 0.1, 500) > 0 for mean in (0, 0.25, 0, 0.25)]
    rare = [np.random.random(n) < p for n, p in ((1500, 0.05), (500, 0.25), (1000, 0.05))]
    values = [np.random.normal(mean, 0.5, 600).round(3) for mean in (-2, -1.7, -2.5)]
    return {name: np.concatenate(parts).astype(float)
            for name, parts in (("half", half), ("steps", steps), ("rare", rare), ("values", values))}


def print_places(key, answers, state):
    places = [str(i) for i, answer in enumerate(answers) if answer == state]
    if places:
        print("%s = %s" % (key, " ".join(places)))


def main():
    print("# printed by detect.py: Python %s, SciPy %s, NumPy %s"
          % (platform.python_version(), scipy.__version__, np.__version__))
    found = streams()
    for name, stream in found.items():
        print("stream.%s = %s" % (name, " ".join("%g" % value for value in stream)))
    rises = [1.5, 2, 3, 5, 10]
    shares = {
        "ddm": ddm,
        "ecdd": ecdd,
        "eddm": eddm,
        "hddm-a": hddm_a,
        "hddm-w": hddm_w,
    }
    numbers = {
        "cusum": cusum,
        "gma": gma,
        "page-hinkley": lambda x: page_hinkley(x, 0.1, 5, 1),
    }
    whole_shares = {
        "bocpd-errors": lambda x: bocpd(x, bernoulli, 0),
        "e-process": since_start(lambda x: e_process(x, rises + [1 / ratio for ratio in rises])),
        "e-process-increase": since_start(lambda x: e_process(x, rises)),
        "rddm-increase": rddm,
        "stepd": since_start(stepd),
    }
    whole_numbers = {
        "adwin": adwin,
        "kswin": kswin,
        "seed": seed,
    }
    only_values = {
        "bocpd-values": lambda x: bocpd(x, normal, 30),
    }
    for stream in found:
        detectors = {**whole_numbers, **(only_values if stream == "values" else whole_shares)}
        for kind, mirror in ((shares, lambda x: 1 - x), (numbers, lambda x: -x)):
            if kind is numbers or stream != "values":
                for name, test in kind.items():
                    detectors[name] = since_start(two_sided(test, mirror))
                    detectors[name + "-increase"] = since_start(test)
        for name, detector in detectors.items():
            answers = detector(found[stream])
            print_places("%s.%s.drift" % (name, stream), answers, DRIFT)
            print_places("%s.%s.warning" % (name, stream), answers, WARNING)


if __name__ == "__main__":
    main()
