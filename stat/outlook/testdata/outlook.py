"""The outlook grid once more, by itself, with Python's own normal distribution.

    python3 outlook.py >outlook.txt

Each line: what, months since the parting, months ahead, then the 10th, 50th
and 90th of 100."""

from math import exp, floor, inf, log
from statistics import NormalDist

unit = NormalDist()


def logit(p):
    return log(p / (1 - p))


def points(n, mean, sd):
    return [mean + sd * unit.inv_cdf((i + 0.5) / n) for i in range(n)]


def cdf(t, median):
    if t <= 0:
        return 0.0
    return 1.0 if t == inf else unit.cdf(log(t / median) / 1.358)


def backs(level, gap, since, ahead):
    for z in points(41, logit(level), (logit(0.55) - logit(0.13)) / 2.5631):
        p = 1 / (1 + exp(-z))
        for lm in points(15, log(gap), log(1.5) / 1.28155):
            a, b = cdf(since, exp(lm)), cdf(since + ahead, exp(lm))
            yield p * (b - a) / (1 - p * a)


def show(what, since, ahead, values):
    v = sorted(values)
    print(what, since, ahead, *("%.12g" % v[floor(q * len(v))] for q in (0.1, 0.5, 0.9)))


for since in (0, 0.25, 1, 2, 3, 6, 12, 24, 60):
    for ahead in (3, 6, 12, inf):
        show("reunite", since, ahead, backs(0.30, 2, since, ahead))
        for level, gap in ((0.30, 1), (0.30, 4), (0.15, 2), (0.50, 2)):
            show("reunite/%g/%g" % (level, gap), since, ahead, backs(level, gap, since, ahead))
    stay = [1 / (1 + exp(-z)) for z in points(41, logit(0.42), (logit(0.62) - logit(0.25)) / 2.5631)]
    got = list(backs(0.30, 2, since, 12))
    show("together", since, 12, [b * s for b in got for s in stay])
    show("parted", since, 12, [b * (1 - s) for b in got for s in stay])
