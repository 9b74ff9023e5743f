"""Times the PCA frames of a batch of clouds in numpy and PyTorch: centre, covariance, eigenvectors, the four frames of determinant +1.

Prints one line a measurement: its name and the median time in milliseconds. The clouds are those of org.lie4j.benchmarks.PointFrames in kind.
"""

import statistics
import time

import numpy as np
import torch

CLOUDS, POINTS, ROUNDS = 10_000, 1_024, 7
SIGNS = np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])


def clouds(dtype):
    x = np.random.default_rng(1).standard_normal((CLOUDS, POINTS, 3)).astype(dtype) * np.array([1, 2, 3], dtype)
    turn = np.array([[0.6, -0.8, 0], [0.8, 0.6, 0], [0, 0, 1]], dtype)
    return x @ turn.T


def numpy_frames(x):
    centre = x.mean(axis=1, keepdims=True)
    centred = x - centre
    covariance = np.matmul(centred.transpose(0, 2, 1), centred) / x.shape[1]
    _, vectors = np.linalg.eigh(covariance)
    vectors[:, :, 0] *= np.linalg.det(vectors)[:, None]
    return centre, vectors[:, None] * SIGNS.astype(x.dtype)[None, :, None, :]


def torch_frames(x, signs):
    centre = x.mean(dim=1, keepdim=True)
    centred = x - centre
    covariance = torch.bmm(centred.transpose(1, 2), centred) / x.shape[1]
    _, vectors = torch.linalg.eigh(covariance)
    vectors[:, :, 0] *= torch.linalg.det(vectors)[:, None]
    return centre, vectors[:, None] * signs[None, :, None, :]


def median(task):
    times = []
    for round_ in range(-2, ROUNDS):
        begin = time.perf_counter()
        task()
        if round_ >= 0:
            times.append(1e3 * (time.perf_counter() - begin))
    return statistics.median(times)


def main():
    for dtype in (np.float64, np.float32):
        x = clouds(dtype)
        name = np.dtype(dtype).name
        print(f"numpy-{name}", median(lambda: numpy_frames(x)))
        tensor, signs = torch.from_numpy(x), torch.from_numpy(SIGNS.astype(dtype))
        for threads in (1, 2):
            torch.set_num_threads(threads)
            with torch.no_grad():
                print(f"torch-{name}-{threads}", median(lambda: torch_frames(tensor, signs)))


main()
