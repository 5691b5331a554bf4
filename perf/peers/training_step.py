"""Training steps of libraries for Python, to stand beside ours: a line for each as Race prints it, in microseconds.

Run with no OPENBLAS_*, OMP_* or MKL_* variable preset but the thread counts:
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python3 training_step.py pytorch 1
"""

import sys
import time
import warnings

import numpy as np

SECONDS = 0.3
RATE = 1e-5

# As in lanegrad.perf.Network: name, sizes, batch, optimiser.
NETWORKS = [
    ("[784,512,256,10]", [784, 512, 256, 10], 128, "adam"),
    ("[784,512,256,10]", [784, 512, 256, 10], 32, "momentum"),
    ("[784,128,10]", [784, 128, 10], 64, "sgd"),
    ("[784,2048,2048,10]", [784, 2048, 2048, 10], 256, "adam"),
    ("[20,64,64,1]", [20, 64, 64, 1], 32, "adam"),
    ("[64,20x64,10]", [64] * 21 + [10], 64, "adam"),
]


def measured(call, steps=1):
    """The median and the best microseconds of a step, by calls that take so many; the first quarter is for warming."""
    end = time.perf_counter() + SECONDS
    times = []
    while time.perf_counter() < end or len(times) < 8:
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e6 / steps)
    times = sorted(times[len(times) // 4 :])
    return times[len(times) // 2], times[0]


def pytorch(threads):
    import torch
    from torch.optim._functional import adam

    torch.set_num_threads(threads)
    torch.manual_seed(0)

    class Cost(torch.nn.Module):
        """The cost of a batch, as one module, so that all of it can be traced."""

        def __init__(self, sizes):
            super().__init__()
            layers = []
            for fan_in, fan_out in zip(sizes, sizes[1:]):
                layers += [torch.nn.Linear(fan_in, fan_out), torch.nn.ReLU(inplace=True)]
            self.layers = torch.nn.Sequential(*layers[:-1])
            self.cost = torch.nn.MSELoss() if sizes[-1] == 1 else torch.nn.CrossEntropyLoss()

        def forward(self, x, y):
            return self.cost(self.layers(x), y)

    def eager(cost, x, y, optimizer, rate):
        parameters = list(cost.parameters())
        if optimizer == "adam":
            update = torch.optim.Adam(parameters, lr=rate, foreach=True)
        else:
            update = torch.optim.SGD(parameters, lr=rate, momentum=0.9 if optimizer == "momentum" else 0)

        def step():
            update.zero_grad(set_to_none=True)
            now = cost(x, y)
            now.backward()
            update.step()
            return now

        return step

    def traced(cost, x, y, optimizer, rate):
        """Compiled, and for Adam without the bookkeeping of its optimiser."""
        cost = torch.jit.trace(cost, (x, y))
        if optimizer != "adam":
            return eager(cost, x, y, optimizer, rate)
        parameters = list(cost.parameters())
        values = [p.detach() for p in parameters]
        means = [torch.zeros_like(p) for p in values]
        squares = [torch.zeros_like(p) for p in values]
        steps = [torch.zeros(()) for _ in values]
        numbers = dict(amsgrad=False, beta1=0.9, beta2=0.999, lr=rate, weight_decay=0.0, eps=1e-8, maximize=False)

        def step():
            now = cost(x, y)
            gradients = list(torch.autograd.grad(now, parameters))
            adam(values, gradients, means, squares, [], steps, foreach=True, **numbers)
            return now

        return step

    def best(form, sizes, batch, optimizer):
        x = torch.randn(batch, sizes[0])
        y = torch.randn(batch, 1) if sizes[-1] == 1 else torch.randint(0, 10, (batch,))
        visible = form(Cost(sizes), x, y, optimizer, 1e-4 if optimizer == "adam" else 1e-2)
        costs = [visible().item() for _ in range(6)]
        assert costs[-1] < costs[0], costs
        return measured(form(Cost(sizes), x, y, optimizer, RATE))

    print(f"#\tpytorch\t{torch.__version__} from Python, eager or traced, whichever is faster")
    for name, *network in NETWORKS:
        yield name, network, min(best(form, *network) for form in (eager, traced))


def scikit(threads):
    import sklearn
    from sklearn.neural_network import MLPRegressor

    warnings.simplefilter("ignore")
    print(f"#\tscikit-learn\t{sklearn.__version__}, MLPRegressor")
    for name, sizes, batch, optimizer in NETWORKS:
        if sizes[-1] == 1:
            # One call takes many steps, so that checks of its arguments don't count.
            batches = 100
            random = np.random.default_rng(0)
            x = random.standard_normal((batch * batches, sizes[0]), dtype=np.float32)
            y = random.standard_normal(batch * batches, dtype=np.float32)
            model = MLPRegressor(
                sizes[1:-1], solver=optimizer, batch_size=batch, learning_rate_init=RATE, alpha=0, shuffle=False
            )
            model.partial_fit(x, y)
            first = model.loss_
            yield name, (sizes, batch, optimizer), measured(lambda: model.partial_fit(x, y), batches)
            assert model.loss_ < first


library, threads = sys.argv[1], int(sys.argv[2])
for name, (_, batch, optimizer), (median, least) in {"pytorch": pytorch, "scikit-learn": scikit}[library](threads):
    print(f"{library}\t{threads}\tstep {name} {batch} {optimizer}\t0\t{median:.3f}\t{least:.3f}")
