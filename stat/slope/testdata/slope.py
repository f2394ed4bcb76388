"""Limits of the slope by another way than stat/slope: no t distribution, only
the posterior of the standard deviation on a fine grid, and for each of its
values a normal slope. python3 slope.py > slope.json"""
import json, math

PRIOR = 4

def phi(z): return 0.5 * math.erfc(-z / math.sqrt(2))

def limits(x, y, noise):
    n = len(x)
    mx, my = sum(x) / n, sum(y) / n
    sxx = sum((a - mx) ** 2 for a in x)
    b = sum((a - mx) * (c - my) for a, c in zip(x, y)) / sxx
    rss = sum((c - my - b * (a - mx)) ** 2 for a, c in zip(x, y))
    # u = log sigma; the density of sigma**2 is inverse chi-squared, times the
    # likelihood after the line has been integrated out
    grid, weights = [], []
    steps = 40000
    for i in range(steps):
        u = math.log(noise) - 6 + 14 * (i + 0.5) / steps
        s2 = math.exp(2 * u)
        grid.append(math.sqrt(s2 / sxx))
        weights.append(-(PRIOR + n - 2) * u - (PRIOR * noise ** 2 + rss) / (2 * s2))
    top = max(weights)
    weights = [math.exp(w - top) for w in weights]
    total = sum(weights)
    def below(v): return sum(w * phi((v - b) / s) for w, s in zip(weights, grid)) / total
    def quantile(p):
        lo, hi = b - 1000, b + 1000
        for _ in range(70):
            mid = (lo + hi) / 2
            lo, hi = (mid, hi) if below(mid) < p else (lo, mid)
        return (lo + hi) / 2
    return {"x": x, "y": y, "noise": noise, "slope": b, "low": quantile(0.025), "high": quantile(0.975)}

print(json.dumps([
    limits([0, 4], [14, 9], 2.165),
    limits([0, 12], [14, 14], 2.165),
    limits([0, 4, 12], [14, 11, 6], 2.165),
    limits([0, 4, 12], [14, 19, 6], 2.165),
    limits([0, 4, 12, 20], [18, 16, 9, 10], 2.017),
    limits([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [20, 11, 19, 8, 17, 12, 15, 6, 14, 9, 3, 12], 2.165),
], indent=1))
