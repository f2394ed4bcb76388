"""Two sides, two outcomes each, worked out the slow way, in fractions.

Writes example.json: what each side is worth in the middle, where keeping meets
letting go, the difference at both ends of every input, and the share of all
combinations in which keeping is worth more (equal ones count half).
"""
import itertools
import json
from fractions import Fraction as F

NAMES = ["let chance", "let if", "let else", "let odds", "keep chance", "keep if", "keep else"]


def shifted(p, odds):
    return p if p in (0, 1) else p * odds / (p * odds + 1 - p)


def worth(x):
    p, q = shifted(x["let chance"], x["let odds"]), x["keep chance"]
    return (p * x["let if"] + (1 - p) * x["let else"], q * x["keep if"] + (1 - q) * x["keep else"])


def points(low, middle, high):
    if low == high:
        return [middle]
    parts = [F(1, 8), F(3, 8), F(5, 8), F(7, 8)]
    return [low + (middle - low) * t for t in parts] + [middle + (high - middle) * t for t in parts]


def work(numbers):
    numbers = {k: tuple(F(v) for v in numbers[k]) for k in NAMES}
    middle = {k: v[1] for k, v in numbers.items()}
    let, keep = worth(middle)
    bars = {}
    for k, (low, _, high) in numbers.items():
        ends = []
        for end in (low, high):
            a, b = worth({**middle, k: end})
            ends.append(float(b - a))
        bars[k] = ends
    asked = [k for k in NAMES if k != "let odds"]
    n, ahead = 0, F(0)
    for combination in itertools.product(*(points(*numbers[k]) for k in asked)):
        a, b = worth({**dict(zip(asked, combination)), "let odds": middle["let odds"]})
        n += 1
        ahead += 1 if b > a else F(1, 2) if b == a else 0
    meet = (let - middle["keep else"]) / (middle["keep if"] - middle["keep else"])
    return {
        "Let": float(let), "Keep": float(keep), "Meet": float(meet), "ShareKeep": float(ahead / n), "Points": n,
        "Numbers": {k: dict(zip(("Low", "Middle", "High"), map(float, v))) for k, v in numbers.items()}, "Bars": bars,
    }


ODDS = ("0.4", "1", "2.5")
EXAMPLES = [
    {"let chance": ("0.05", "0.15", "0.25"), "let if": ("5", "6.5", "8"), "let else": ("5", "6", "7"), "let odds": ODDS,
     "keep chance": ("0.10", "0.25", "0.40"), "keep if": ("7", "8.5", "10"), "keep else": ("2", "2.5", "3")},
    {"let chance": ("0.1", "0.2", "0.5"), "let if": ("6", "6", "6"), "let else": ("5", "5", "5"), "let odds": ODDS,
     "keep chance": ("0.2", "0.5", "0.7"), "keep if": ("7", "8", "9"), "keep else": ("1", "3", "4")},
    {"let chance": ("0.3", "0.3", "0.3"), "let if": ("4", "4", "4"), "let else": ("6", "6", "6"), "let odds": ODDS,
     "keep chance": ("0.4", "0.4", "0.4"), "keep if": ("9", "9", "9"), "keep else": ("3", "3", "3")},
]

if __name__ == "__main__":
    with open("example.json", "w") as f:
        json.dump([work(e) for e in EXAMPLES], f, indent=1)
        f.write("\n")
