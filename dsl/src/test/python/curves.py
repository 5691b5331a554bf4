"""Costs of 100 steps by PyTorch, in double precision: python3 curves.py > ../resources/lanegrad/train/curves.txt

Reads masks.txt beside its output: the bits of the dropout masks, 100 steps of 16 rows of 8 units, as Lanegrad draws them.
"""

import os

import torch
import torch.nn.functional as F
from torch import optim

from optimizers import NAdam

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)

STEPS, ROWS, BATCH, IN, WIDTH = 100, 64, 16, 4, 8
KEPT = 0.75


def numbers(*shape, scale=1.0):
    """Numbers that floats hold exactly."""
    return (torch.randn(*shape) * scale * 256).round() / 256


X = numbers(ROWS, IN)
Y = {
    "numbers": numbers(ROWS, 2, scale=0.3) + (X[:, :2] * X[:, 2:]).mul(64).round() / 64,
    "binary": (X[:, :1] * X[:, 1:2] > 0).double(),
    "classes": ((X[:, :1] > 0).long() + (X[:, 1:2] > 0.3).long()).double(),
}
UNITS = {"numbers": 2, "binary": 1, "classes": 3}
HIDDEN = [numbers(IN, WIDTH, scale=0.5), numbers(WIDTH, scale=0.1), numbers(WIDTH, WIDTH, scale=0.4), numbers(WIDTH, scale=0.1)]
LAST = {y: [numbers(WIDTH, units, scale=0.4), numbers(units, scale=0.1)] for y, units in UNITS.items()}

normal = lambda z, y: -torch.distributions.Normal(z, 1.0).log_prob(y).sum(1)
laplace = lambda z, y: -torch.distributions.Laplace(z, 1.0).log_prob(y).sum(1)
huber = lambda z, y: F.huber_loss(z, y, reduction="none", delta=1.0).sum(1)
bernoulli = lambda z, y: F.binary_cross_entropy_with_logits(z, y, reduction="none").sum(1)
categorical = lambda z, y: F.cross_entropy(z, y[:, 0].long(), reduction="none")

with open(os.path.join(os.path.dirname(__file__), "../resources/lanegrad/train/masks.txt")) as file:
    BITS = bin(int("1" + file.read().strip(), 16))[3:]
MASKS = torch.tensor([float(bit) for bit in BITS]).reshape(STEPS, BATCH, WIDTH) / KEPT


def curve(make, act, cost, y, middle=lambda a, step: a, extra=(), l2=0.0, clip=None):
    weights = [w.clone().requires_grad_() for w in HIDDEN + LAST[y]]
    w1, b1, w2, b2, w3, b3 = weights
    optimizers = [make([w]) for w in weights + list(extra)]
    costs = []
    for step in range(STEPS):
        rows = torch.arange(BATCH) + step * BATCH % ROWS
        a = middle(act(X[rows] @ w1 + b1), step)
        z = act(a @ w2 + b2) @ w3 + b3
        loss = cost(z, Y[y][rows]).mean()
        loss = loss + l2 / 2 * sum((w * w).sum() for w in (w1, w2, w3))
        for w in weights + list(extra):
            w.grad = None
        loss.backward()
        if clip:
            torch.nn.utils.clip_grad_norm_(weights, clip)
        for optimizer in optimizers:
            optimizer.step()
        costs.append(loss.item())
    return torch.tensor(costs)


gamma, beta = torch.ones(WIDTH, requires_grad=True), torch.zeros(WIDTH, requires_grad=True)
leaky = lambda x: F.leaky_relu(x, 0.01)
CURVES = {
    "sgd-tanh-gaussian": lambda: curve(lambda w: optim.SGD(w, 0.05), torch.tanh, normal, "numbers"),
    "momentum-relu-categorical": lambda: curve(lambda w: optim.SGD(w, 0.05, 0.9), F.relu, categorical, "classes"),
    "nesterov-sigmoid-bernoulli": lambda: curve(lambda w: optim.SGD(w, 0.1, 0.9, nesterov=True), torch.sigmoid, bernoulli, "binary"),
    "rmsprop-gelu-categorical": lambda: curve(lambda w: optim.RMSprop(w, 0.002), F.gelu, categorical, "classes"),
    "adagrad-softplus-gaussian": lambda: curve(lambda w: optim.Adagrad(w, 0.05), F.softplus, normal, "numbers"),
    "adam-relu-laplace": lambda: curve(lambda w: optim.Adam(w, 0.01), F.relu, laplace, "numbers"),
    "adamw-swish-huber": lambda: curve(lambda w: optim.AdamW(w, 0.01, weight_decay=0.1 if w[0].dim() == 2 else 0), F.silu, huber, "numbers"),
    "nadam-tanh-bernoulli": lambda: curve(lambda w: NAdam(w, 0.01), torch.tanh, bernoulli, "binary"),
    "adam-l2-leaky-relu-gaussian": lambda: curve(lambda w: optim.Adam(w, 0.01), leaky, normal, "numbers", l2=0.05),
    "sgd-clip-tanh-categorical": lambda: curve(lambda w: optim.SGD(w, 0.5), torch.tanh, categorical, "classes", clip=0.2),
    "momentum-dropout-tanh-categorical": lambda: curve(
        lambda w: optim.SGD(w, 0.05, 0.9), torch.tanh, categorical, "classes", lambda a, step: a * MASKS[step]
    ),
    "adam-batch-norm-relu-categorical": lambda: curve(
        lambda w: optim.Adam(w, 0.01),
        F.relu,
        categorical,
        "classes",
        lambda a, step: F.batch_norm(a, None, None, gamma, beta, training=True),
        extra=(gamma, beta),
    ),
    "adamw-sigmoid-laplace": lambda: curve(lambda w: optim.AdamW(w, 0.02, weight_decay=0), torch.sigmoid, laplace, "numbers"),
}


def show(name, values):
    print(name, *("%.9g" % value for value in values.flatten()))


if __name__ == "__main__":
    show("x", X)
    for y in Y:
        show(y, Y[y])
        show(y + "-weights", LAST[y][0])
        show(y + "-biases", LAST[y][1])
    for name, values in zip(("weights-1", "biases-1", "weights-2", "biases-2"), HIDDEN):
        show(name, values)
    for name, costs in CURVES.items():
        show(name, costs())
