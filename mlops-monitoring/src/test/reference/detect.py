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
    print("# printed by detect.py: Python %s, NumPy %s" % (platform.python_version(), np.__version__))
    found = streams()
    for name, stream in found.items():
        print("stream.%s = %s" % (name, " ".join("%g" % value for value in stream)))
    shares = {
        "ddm": ddm,
        "hddm-a": hddm_a,
    }
    numbers = {
        "page-hinkley": lambda x: page_hinkley(x, 0.1, 5, 1),
    }
    whole = {
        "adwin": adwin,
    }
    for stream in found:
        detectors = dict(whole)
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
