"""Training steps of PyTorch, to stand beside ours: a line for each as Race prints it, median and best microseconds.

Run with no OPENBLAS_*, OMP_* or MKL_* variable preset but the thread counts, and name some of the networks or none:
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python3 training_step.py 1 [784,512,256,10]x128 ...
"""

import sys
import time

import torch

SECONDS = 1.5

# As in lanegrad.perf.TrainingStepBenchmark: sizes, batch, optimiser.
NETWORKS = [
    ([784, 512, 256, 10], 128, "adam"),
    ([784, 512, 256, 10], 32, "momentum"),
    ([784, 128, 10], 64, "sgd"),
    ([784, 2048, 2048, 10], 256, "adam"),
    ([20, 64, 64, 1], 32, "adam"),
    ([64] * 21 + [10], 64, "adam"),
    ([2, 8, 1], 4, "sgd"),
]


def adam(parameters):
    try:
        return torch.optim.Adam(parameters, lr=1e-5, foreach=True)
    except TypeError:
        return torch.optim.Adam(parameters, lr=1e-5)


OPTIMIZERS = {
    "adam": adam,
    "momentum": lambda parameters: torch.optim.SGD(parameters, lr=1e-5, momentum=0.9),
    "sgd": lambda parameters: torch.optim.SGD(parameters, lr=1e-5),
}


def name(sizes, batch):
    hidden = "20x64" if sizes.count(64) > 3 else ",".join(map(str, sizes[1:-1]))
    return f"[{sizes[0]},{hidden},{sizes[-1]}]x{batch}"


def race(threads, sizes, batch, optimizer):
    layers = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        layers.append(torch.nn.Linear(a, b))
        if i < len(sizes) - 2:
            layers.append(torch.nn.ReLU())
    model = torch.nn.Sequential(*layers)
    update = OPTIMIZERS[optimizer](model.parameters())
    one = sizes[-1] == 1
    loss = torch.nn.MSELoss() if one else torch.nn.CrossEntropyLoss()
    x = torch.randn(batch, sizes[0])
    y = torch.randn(batch, 1) if one else torch.randint(0, 10, (batch,))

    def step():
        update.zero_grad(set_to_none=True)
        loss(model(x), y).backward()
        update.step()

    end = time.perf_counter() + SECONDS
    times = []
    while time.perf_counter() < end or len(times) < 20:
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1e6)
    times = sorted(times[len(times) // 4 :])
    task = f"step {name(sizes, batch)} {optimizer}"
    print(f"pytorch\t{threads}\t{task}\t0\t{times[len(times) // 2]:.3f}\t{times[0]:.3f}")


threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
torch.set_num_threads(threads)
torch.manual_seed(0)
print(f"#\tpytorch\t{torch.__version__} from Python")
for sizes, batch, optimizer in NETWORKS:
    if len(sys.argv) < 3 or name(sizes, batch) in sys.argv[2:]:
        race(threads, sizes, batch, optimizer)
