"""Learning rates of PyTorch's schedulers: python3 schedules.py > ../resources/lanegrad/optim/schedules.txt"""

import torch
from torch.optim import lr_scheduler

STEPS = 40
LOSSES = [1.0, 0.9, 0.95, 0.92, 0.91, 0.9, 0.89, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.88, 0.9, 0.9, 0.9, 0.9, 0.9]


def rates(make, steps, arguments=lambda step: ()):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    rates = []
    for step in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(*arguments(step))
    return rates


def show(name, rates):
    print(name, *("%.9g" % rate for rate in rates))


show("step", rates(lambda o: lr_scheduler.StepLR(o, STEPS // 4, 0.2), STEPS))
show("exponential", rates(lambda o: lr_scheduler.ExponentialLR(o, 0.05 ** (1 / STEPS)), STEPS))
show("cosine", rates(lambda o: lr_scheduler.CosineAnnealingLR(o, STEPS, 0.1), STEPS))
show("polynomial", rates(lambda o: lr_scheduler.PolynomialLR(o, STEPS, 2), STEPS))
warm = lambda o: lr_scheduler.SequentialLR(
    o,
    [lr_scheduler.LinearLR(o, 1 / 11, 1, 10), lr_scheduler.CosineAnnealingLR(o, STEPS - 10, 0.1)],
    [10],
)
show("warmup", rates(warm, STEPS))
plateau = lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=2, threshold=0)
show("losses", LOSSES)
show("plateau", rates(plateau, len(LOSSES), lambda step: (LOSSES[step],)))
