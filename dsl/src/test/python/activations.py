"""Writes PyTorch's values of the activations, with first and second derivatives, for ActivationsTest: name, x, f, f', f''.

python3 activations.py > ../resources/lanegrad/nn/layer/activations.csv    (PyTorch 1.13)
"""
import torch
import torch.nn.functional as F

functions = {
    "identity": lambda x: x * 1,
    "relu": F.relu,
    "leaky-relu": lambda x: F.leaky_relu(x, 0.01),
    "abs": torch.abs,
    "hard-tanh": F.hardtanh,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "hard-sigmoid": lambda x: (x / 6 + 0.5).clamp(0, 1),  # PyTorch's own has no second derivative
    "log-sigmoid": F.logsigmoid,
    "softplus": F.softplus,
    "softsign": F.softsign,
    "arctan": torch.arctan,
    "elu": F.elu,
    "selu": F.selu,
    "swish": F.silu,
    "gelu": F.gelu,
    "mish": lambda x: x * torch.tanh(F.softplus(x)),
}

for name, f in functions.items():
    for value in (-7.5, -3.25, -1.5, -0.75, -0.125, 0.25, 0.625, 1.25, 2.5, 6.5):
        x = torch.tensor(value, dtype=torch.float64, requires_grad=True)
        y = f(x)
        (slope,) = torch.autograd.grad(y, x, create_graph=True)
        curvature = torch.zeros(())
        if slope.requires_grad:
            (second,) = torch.autograd.grad(slope, x, allow_unused=True)
            curvature = curvature if second is None else second
        print(f"{name},{value},{y.item()!r},{slope.item()!r},{curvature.item()!r}")
