# A cable that takes time: two network devices (TAP) of this namespace, and each frame that goes in at one comes out at the other later.
# Usage: long-cable.py NEAR FAR OUT_MS BACK_MS JITTER_MS. From NEAR to FAR a frame takes OUT_MS, the other way BACK_MS, each time up to
# JITTER_MS more or less. No frame overtakes another. Says `ready` when both devices are there; they go with the process.
import fcntl
import os
import random
import select
import struct
import sys
import time
from collections import deque

TUNSETIFF = 0x400454CA
IFF_TAP_WITHOUT_HEADER = 0x0002 | 0x1000
LARGEST_FRAME = 65536
# The first frame of a burst must not wait for the rest of it to be read.
FRAMES_AT_ONCE = 64


def open_device(name):
    device = os.open('/dev/net/tun', os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack('16sH', name.encode(), IFF_TAP_WITHOUT_HEADER))
    return device


class Way:
    """One direction: frames on their way, the one that arrives first in front."""

    def __init__(self, source, target, delay, jitter):
        self.source, self.target, self.delay, self.jitter = source, target, delay, jitter
        self.frames = deque()
        self.last = 0.0

    def take(self):
        for _ in range(FRAMES_AT_ONCE):
            try:
                frame = os.read(self.source, LARGEST_FRAME)
            except BlockingIOError:
                return
            due = time.monotonic() + self.delay + random.uniform(-self.jitter, self.jitter)
            self.last = max(self.last, due)
            self.frames.append((self.last, frame))

    def give(self, now):
        while self.frames and self.frames[0][0] <= now:
            frame = self.frames.popleft()[1]
            try:
                os.write(self.target, frame)
            except OSError:
                pass  # the device is down or its queue full: a cable drops what nobody takes


def main():
    # Before everything else on a busy machine: a cable waits for nobody, and this one needs next to nothing.
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    near_name, far_name, *numbers = sys.argv[1:]
    out_seconds, back_seconds, jitter = (float(number) / 1000 for number in numbers)
    near, far = open_device(near_name), open_device(far_name)
    ways = (Way(near, far, out_seconds, jitter), Way(far, near, back_seconds, jitter))
    print('ready', flush=True)
    while True:
        waiting = [way.frames[0][0] for way in ways if way.frames]
        patience = max(0.0, min(waiting) - time.monotonic()) if waiting else None
        readable, _, _ = select.select([near, far], [], [], patience)
        for way in ways:
            if way.source in readable:
                way.take()
        now = time.monotonic()
        for way in ways:
            way.give(now)


main()
