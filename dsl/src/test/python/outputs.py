"""Costs of each output and their gradients by PyTorch, in double precision: python3 outputs.py > ../resources/lanegrad/loss/outputs.json"""

import json
import math

import torch
import torch.nn.functional as F

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)


def numbers(rows, columns, scale=1.0):
    """Numbers that floats hold exactly."""
    return (torch.randn(rows, columns) * scale * 64).round() / 64


def classes(rows, count):
    return torch.arange(rows).remainder(count).reshape(rows, 1).to(torch.float64)


def case(output, z, y, cost):
    z = z.clone().requires_grad_()
    rows = cost(z, y)
    (gradient,) = torch.autograd.grad(rows.sum(), z)
    return {
        "output": output,
        "z": z.tolist(),
        "y": y.tolist(),
        "cost": rows.reshape(-1).tolist(),
        "gradient": gradient.tolist(),
    }


def sums(loss, **options):
    """The sum over each row of a loss that PyTorch has by itself."""
    return lambda z, y: loss(z, y, reduction="none", **options).sum(1)


def density(distribution):
    return lambda z, y: -distribution(z).log_prob(y).sum(1)


CASES = [
    case("gaussian", numbers(5, 2), numbers(5, 2), density(lambda z: torch.distributions.Normal(z, 1.0))),
    case("laplace", numbers(5, 2), numbers(5, 2), density(lambda z: torch.distributions.Laplace(z, 1.0))),
    case("huber", numbers(5, 2, 3), numbers(5, 2, 3), sums(F.huber_loss, delta=1.0)),
    case({"huber": 0.25}, numbers(5, 2), numbers(5, 2), sums(F.huber_loss, delta=0.25)),
    case("bernoulli", numbers(5, 1, 4), classes(5, 2), sums(F.binary_cross_entropy_with_logits)),
    case("categorical", numbers(5, 3, 4), classes(5, 3), lambda z, y: F.cross_entropy(z, y[:, 0].long(), reduction="none")),
]

if __name__ == "__main__":
    print("[")
    print(",\n".join(json.dumps(each) for each in CASES))
    print("]")
