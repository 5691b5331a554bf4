"""The optimum of a logistic regression with a penalty, by PyTorch in double precision: python3 lbfgs.py > ../resources/lanegrad/optim/lbfgs.txt"""

import torch
import torch.nn.functional as F

torch.manual_seed(5)
torch.set_default_dtype(torch.float64)

x = (torch.randn(40, 3) * 64).round() / 64
y = ((x @ torch.tensor([2.0, -1.0, 0.5]) + 0.3 + torch.randn(40)) > 0).double()
w = torch.zeros(3, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
penalty = 0.0625
optimizer = torch.optim.LBFGS(
    [w, b], max_iter=1000, tolerance_grad=1e-14, tolerance_change=0, line_search_fn="strong_wolfe"
)


def cost():
    return F.binary_cross_entropy_with_logits(x @ w + b, y) + penalty / 2 * (w * w).sum()


def closure():
    optimizer.zero_grad()
    value = cost()
    value.backward()
    return value


for _ in range(20):
    optimizer.step(closure)
closure()
assert max(w.grad.abs().max(), b.grad.abs().max()) < 1e-8
for name, values in (("x", x), ("y", y), ("weights", w), ("bias", b), ("cost", cost())):
    print(name, *(repr(value) for value in values.reshape(-1).tolist()))
