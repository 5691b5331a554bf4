"""One training step of PyTorch, to stand beside ours: a line as Race prints it, median and best microseconds a step.

Run with one thread, and with no OPENBLAS_*, OMP_* or MKL_* variable preset but the thread counts:
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python3 training_step.py
"""

import sys
import time

import torch

threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
torch.set_num_threads(threads)
torch.manual_seed(0)
sizes, batch = [784, 512, 256, 10], 128
layers = []
for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
    layers.append(torch.nn.Linear(a, b))
    if i < len(sizes) - 2:
        layers.append(torch.nn.ReLU())
model = torch.nn.Sequential(*layers)
try:
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)
except TypeError:
    adam = torch.optim.Adam(model.parameters(), lr=1e-3)
loss = torch.nn.CrossEntropyLoss()
x, y = torch.randn(batch, sizes[0]), torch.randint(0, 10, (batch,))


def step():
    adam.zero_grad(set_to_none=True)
    loss(model(x), y).backward()
    adam.step()


for _ in range(100):
    step()
times = []
for _ in range(600):
    start = time.perf_counter()
    step()
    times.append((time.perf_counter() - start) * 1e6)
times.sort()
print(f"#\tpytorch\t{torch.__version__} from Python, {torch.backends.cpu.get_cpu_capability() if hasattr(torch.backends, 'cpu') else 'default'}")
print(f"pytorch\t{threads}\ttraining step\t0\t{times[len(times) // 2]:.3f}\t{times[0]:.3f}")
