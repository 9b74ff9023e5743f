"""Times a training step of networks in PyTorch: a plain CNN, and the group convolutions of the method's authors (rgenn, on the PYTHONPATH).

Prints one line a network: its name and the median time of a step in milliseconds. The networks are those of org.lie4j.benchmarks.TrainingSteps.
"""

import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

from rgenn.groups import SL2, SO2, SPD2, EquiDistantSO2, LogNormalSPD2
from rgenn.inr import INRPartConfig, SIREN, SIRENConfig
from rgenn.layers import GConv2d, LiftGConv2d
from rgenn.models import SamplingWrapper

THREADS = 2
WARM_UP, STEPS = 10, 30


def plain_cnn():
    return nn.Sequential(
        nn.Conv2d(1, 24, 5, padding=2, bias=False), nn.MaxPool2d(2), nn.BatchNorm2d(24), nn.ReLU(),
        nn.Conv2d(24, 48, 5, padding=2, bias=False), nn.MaxPool2d(2), nn.BatchNorm2d(48), nn.ReLU(),
        nn.Conv2d(48, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        nn.Dropout(0.3), nn.Linear(64, 128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, 10))


class GroupNetwork(nn.Module):
    """Lifting and two group convolutions, SL(2), 16 channels, 5×5, padded; the mean over group and plane."""

    def __init__(self, elements=10, channels=16):
        super().__init__()
        positive, rotations = SPD2(traceless=True, metric_alpha=1.0), SO2(metric_alpha=1.0)
        self.group = SL2(1.0, positive, rotations,
                         spd_sampler=LogNormalSPD2(positive, bounds=0.1),
                         orthogonal_sampler=EquiDistantSO2(rotations, bounds=1.0))
        siren = SIRENConfig(hidden_features=32, num_hidden=2, first_w0=10.0, w0=10.0, use_bias=True)
        kernels = INRPartConfig(kernel_class=SIREN, kernel_config=siren, hidden_features=32)
        self.lifting = LiftGConv2d(self.group, elements, 1, channels, 5, padding=2, inr_cfg=kernels)
        self.first = GConv2d(self.group, elements, channels, channels, 5, padding=2, inr_cfg=kernels)
        self.second = GConv2d(self.group, elements, channels, channels, 5, padding=2, inr_cfg=kernels)
        self.head = nn.Linear(channels, 10)

    def forward(self, x):
        for layer in (self.lifting, self.first, self.second):
            x = F.relu(layer(x))
        return self.head(x.mean(dim=(-3, -2, -1)))


def median_step(net, images):
    labels = torch.arange(images.shape[0]) % 10
    optimizer = torch.optim.AdamW(net.parameters(), 1e-3)
    times = []
    for step in range(WARM_UP + STEPS):
        begin = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(net(images), labels).backward()
        optimizer.step()
        if step >= WARM_UP:
            times.append(time.perf_counter() - begin)
    return 1e3 * statistics.median(times)


def main():
    torch.set_num_threads(THREADS)
    torch.manual_seed(1)
    print(f"cnn {median_step(plain_cnn(), torch.rand(64, 1, 40, 40)):.2f}")
    group = GroupNetwork()
    print(f"group {median_step(SamplingWrapper(group, 10, group.group), torch.rand(16, 1, 28, 28)):.2f}")
    print(f"torch {torch.__version__}, {THREADS} threads", file=sys.stderr)


if __name__ == "__main__":
    main()
