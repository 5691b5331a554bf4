"""Products of Hessians and vectors of three networks by PyTorch, in double precision: python3 hessians.py > ../resources/lanegrad/autodiff/hessians.txt

A line is: network, name, sizes, elements.
"""

import torch
import torch.nn.functional as F

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)


def numbers(*sizes):
    """Numbers that floats hold exactly."""
    return (torch.randn(*sizes) * 64).round() / 64


def line(network, name, tensor):
    sizes = "x".join(str(size) for size in tensor.shape)
    print(network, name, sizes, *(repr(element) for element in tensor.reshape(-1).tolist()))


def network(name, sizes, activation, targets, cost):
    x = numbers(8, sizes[0])
    parameters, vectors = [], []
    for inputs, units in zip(sizes, sizes[1:]):
        for shape in ((inputs, units), (units,)):
            parameters.append((numbers(*shape) / 2).requires_grad_())
            vectors.append(numbers(*shape))
    z = x
    for i in range(0, len(parameters), 2):
        z = z @ parameters[i] + parameters[i + 1]
        z = activation(z) if i + 2 < len(parameters) else z
    gradients = torch.autograd.grad(cost(z, targets), parameters, create_graph=True)
    along = sum((gradient * vector).sum() for gradient, vector in zip(gradients, vectors))
    products = torch.autograd.grad(along, parameters)
    line(name, "x", x)
    line(name, "y", targets)
    for i, (parameter, vector, product) in enumerate(zip(parameters, vectors, products)):
        line(name, f"parameter{i}", parameter)
        line(name, f"vector{i}", vector)
        line(name, f"product{i}", product)


if __name__ == "__main__":
    classes = torch.arange(8).remainder(4).reshape(8, 1).to(torch.float64)
    network("tanh", [5, 7, 3], torch.tanh, numbers(8, 3), lambda z, y: ((z - y) ** 2).sum() / 2)
    network("softplus", [4, 6, 6, 1], F.softplus, classes.remainder(2), lambda z, y: F.binary_cross_entropy_with_logits(z, y, reduction="sum"))
    network("sigmoid", [6, 5, 4], torch.sigmoid, classes, lambda z, y: F.cross_entropy(z, y[:, 0].long(), reduction="sum"))
