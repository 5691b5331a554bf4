"""Weights after each step of PyTorch's optimisers: python3 optimizers.py > ../resources/lanegrad/optim/optimizers.txt"""

import torch
from torch import optim

STEPS, SIZE = 20, 19
torch.manual_seed(7)
START = torch.randn(SIZE)
GRADIENTS = torch.randn(STEPS, SIZE) * torch.logspace(-3, 0, SIZE)


class NAdam(optim.Optimizer):
    """torch.optim.NAdam of 2.0: that of 1.13 has mu_t twice in the product of momenta up to the next step."""

    def __init__(self, parameters, lr, betas=(0.9, 0.999), eps=1e-8, momentum_decay=0.004):
        super().__init__(parameters, {})
        self.numbers = lr, *betas, eps, momentum_decay
        (self.w,) = self.param_groups[0]["params"]
        self.mean, self.square = torch.zeros_like(self.w), torch.zeros_like(self.w)
        self.steps, self.product = 0, 1.0

    @torch.no_grad()
    def step(self):
        lr, beta1, beta2, eps, momentum_decay = self.numbers
        self.steps += 1
        mu = beta1 * (1 - 0.5 * 0.96 ** (self.steps * momentum_decay))
        mu_next = beta1 * (1 - 0.5 * 0.96 ** ((self.steps + 1) * momentum_decay))
        self.product *= mu
        self.mean.mul_(beta1).add_(self.w.grad, alpha=1 - beta1)
        self.square.mul_(beta2).addcmul_(self.w.grad, self.w.grad, value=1 - beta2)
        denom = self.square.div(1 - beta2**self.steps).sqrt().add_(eps)
        self.w.addcdiv_(self.w.grad, denom, value=-lr * (1 - mu) / (1 - self.product))
        self.w.addcdiv_(self.mean, denom, value=-lr * mu_next / (1 - self.product * mu_next))


OPTIMIZERS = {
    "sgd": lambda w: optim.SGD(w, lr=0.05),
    "sgd-decay": lambda w: optim.SGD(w, lr=0.05, weight_decay=0.1),
    "momentum": lambda w: optim.SGD(w, lr=0.05, momentum=0.9),
    "momentum-decay": lambda w: optim.SGD(w, lr=0.05, momentum=0.9, weight_decay=0.1),
    "nesterov": lambda w: optim.SGD(w, lr=0.05, momentum=0.9, nesterov=True),
    "nesterov-decay": lambda w: optim.SGD(w, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.1),
    "rmsprop": lambda w: optim.RMSprop(w, lr=0.01, alpha=0.9),
    "adagrad": lambda w: optim.Adagrad(w, lr=0.1),
    "adam": lambda w: optim.Adam(w, lr=0.01),
    "adam-decay": lambda w: optim.Adam(w, lr=0.01, weight_decay=0.1),
    "adamw": lambda w: optim.AdamW(w, lr=0.01, weight_decay=0.1),
    "nadam": lambda w: NAdam(w, lr=0.01),
}


def show(name, values):
    print(name, *("%.9g" % value for value in values.flatten()))


if __name__ == "__main__":
    show("start", START)
    show("gradients", GRADIENTS)
    for name, make in OPTIMIZERS.items():
        w = START.clone().requires_grad_()
        optimizer = make([w])
        after = []
        for gradient in GRADIENTS:
            w.grad = gradient.clone()
            optimizer.step()
            after.append(w.detach().clone())
        show(name, torch.stack(after))
