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


def pinball(levels):
    """Each number's levels stand side by side in z."""

    def cost(z, y):
        p = torch.tensor(levels)
        e = y.unsqueeze(2) - z.reshape(len(y), y.shape[1], len(levels))
        return torch.maximum(p * e, (p - 1) * e).sum((1, 2))

    return cost


def learned(z, y):
    """Means, then the logarithms of the precisions."""
    d = y.shape[1]
    return -torch.distributions.Normal(z[:, :d], (-z[:, d:] / 2).exp()).log_prob(y).sum(1)


def per_row(z, y):
    """Means, then the raw precisions."""
    d = y.shape[1]
    deviation = F.softplus(z[:, d:]).rsqrt()
    return -torch.distributions.Normal(z[:, :d], deviation).log_prob(y).sum(1)


def full(z, y):
    """Means, then B's raw diagonal, then B below the diagonal, row by row; B B^T is the precision."""
    d = y.shape[1]
    b = torch.diag_embed(F.softplus(z[:, d : 2 * d]))
    i, j = torch.tril_indices(d, d, -1)
    b[:, i, j] = z[:, 2 * d :]
    return -torch.distributions.MultivariateNormal(z[:, :d], precision_matrix=b @ b.transpose(1, 2)).log_prob(y)


def mixture(n):
    def cost(z, y):
        d = y.shape[1]
        means = z[:, n : n + n * d].reshape(-1, n, d)
        deviations = F.softplus(z[:, n + n * d :]).rsqrt().reshape(-1, n, d)
        parts = torch.distributions.Independent(torch.distributions.Normal(means, deviations), 1)
        which = torch.distributions.Categorical(logits=z[:, :n])
        return -torch.distributions.MixtureSameFamily(which, parts).log_prob(y)

    return cost


def table(z, y):
    d = y.shape[1]
    combination = (y * 2.0 ** torch.arange(d - 1, -1, -1)).sum(1).long()
    return F.cross_entropy(z, combination, reduction="none")


CASES = [
    case("gaussian", numbers(5, 2), numbers(5, 2), density(lambda z: torch.distributions.Normal(z, 1.0))),
    case("laplace", numbers(5, 2), numbers(5, 2), density(lambda z: torch.distributions.Laplace(z, 1.0))),
    case("huber", numbers(5, 2, 3), numbers(5, 2, 3), sums(F.huber_loss, delta=1.0)),
    case({"huber": 0.25}, numbers(5, 2), numbers(5, 2), sums(F.huber_loss, delta=0.25)),
    case({"gaussian": "learned"}, numbers(5, 4), numbers(5, 2), learned),
    case({"gaussian": "per-row"}, numbers(5, 4, 3), numbers(5, 2), per_row),
    case({"gaussian": "full"}, numbers(5, 2), numbers(5, 1), full),
    case({"gaussian": "full"}, numbers(5, 9), numbers(5, 3), full),
    case({"mixture": 1}, numbers(5, 5), numbers(5, 2), mixture(1)),
    case({"mixture": 3}, numbers(5, 9), numbers(5, 1), mixture(3)),
    case({"mixture": 3}, numbers(5, 15, 3), numbers(5, 2, 9), mixture(3)),
    case("poisson", numbers(5, 2), torch.tensor([[0.0, 1], [2, 3], [7, 20], [0, 100], [15, 16]]), density(lambda z: torch.distributions.Poisson(z.exp()))),
    case("quantiles", numbers(5, 6), numbers(5, 2), pinball([0.1, 0.5, 0.9])),
    case({"quantiles": [0.25, 0.75]}, numbers(5, 2), numbers(5, 1), pinball([0.25, 0.75])),
    case("hinge", numbers(5, 1), classes(5, 2), lambda z, y: F.relu(1 - (2 * y - 1) * z).sum(1)),
    case("hinge", numbers(5, 4), classes(5, 4), lambda z, y: 4 * F.multi_margin_loss(z, y[:, 0].long(), reduction="none")),
    case("joint-table", numbers(5, 8), torch.tensor([[0.0, 0, 1], [0, 1, 0], [1, 0, 0], [1, 1, 1], [0, 1, 1]]), table),
    case("bernoulli", numbers(5, 1, 4), classes(5, 2), sums(F.binary_cross_entropy_with_logits)),
    case({"categorical": 0.25}, numbers(5, 3, 4), classes(5, 3), lambda z, y: F.cross_entropy(z, y[:, 0].long(), reduction="none", label_smoothing=0.25)),
    case("categorical", numbers(5, 3, 4), torch.softmax(numbers(5, 3), 1), lambda z, y: F.cross_entropy(z, y, reduction="none")),
    case("categorical", numbers(5, 3, 4), classes(5, 3), lambda z, y: F.cross_entropy(z, y[:, 0].long(), reduction="none")),
]

if __name__ == "__main__":
    print("[")
    print(",\n".join(json.dumps(each) for each in CASES))
    print("]")
