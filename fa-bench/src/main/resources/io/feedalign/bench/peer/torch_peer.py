"""PyTorch in a process of its own: told by its arguments which net to train, and by lines on its input when.

Arguments: net, C,H,W, classes, batch, bf16 (true/false), weight decay, dropout (true/false), channels last
(true/false), threads, device (cpu/cuda), compiled (true/false). Orders: 'steps N' is answered by 'times' and N
milliseconds, 'check FILE' by 'loss' and the loss on the weights, images and targets of a safetensors file, whose gradients
go to FILE.gradients. Everything that cannot be done is answered by a line that begins with 'failed'.
"""

import contextlib
import json
import math
import struct
import sys
import time

BATCHES = 4


def say(line):
    print(line, flush=True)


try:
    import torch
    from torch import nn
    from torch.nn import functional
except ImportError as failure:
    say(f"failed {sys.executable} has no PyTorch: {failure}; name another one by FEEDALIGN_PYTHON")
    sys.exit(0)


def conv(inputs, outputs, kernel, stride=1, padding=0, bias=True):
    return nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=bias)


class LeNet(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv1 = conv(channels, 6, 5, padding=2)
        self.conv2 = conv(6, 16, 5)
        self.dense1 = nn.Linear(400, 120)
        self.dense2 = nn.Linear(120, 84)
        self.dense3 = nn.Linear(84, classes)

    def forward(self, x):
        x = functional.max_pool2d(functional.relu(self.conv1(x)), 2)
        x = functional.max_pool2d(functional.relu(self.conv2(x)), 2)
        x = functional.relu(self.dense1(torch.flatten(x, 1)))
        return self.dense3(functional.relu(self.dense2(x)))


class LeNetCifar(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.conv1 = conv(channels, 32, 3)
        self.conv2 = conv(32, 64, 3)
        self.conv3 = conv(64, 128, 3)
        self.dense1 = nn.Linear(128, 256)
        self.dense2 = nn.Linear(256, classes)

    def forward(self, x):
        x = functional.max_pool2d(functional.relu(self.conv1(x)), 2)
        x = functional.max_pool2d(functional.relu(self.conv2(x)), 2)
        x = functional.relu(self.conv3(x)).mean((2, 3))
        return self.dense2(functional.relu(self.dense1(x)))


class Padded(nn.Module):
    """Every second pixel, and zero channels on both sides: He et al.'s option A."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        before = (outputs - inputs) // 2
        self.stride = stride
        self.padding = (0, 0, 0, 0, before, outputs - inputs - before)

    def forward(self, x):
        return functional.pad(x[:, :, :: self.stride, :: self.stride], self.padding)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride, padded, side):
        super().__init__()
        self.conv1 = conv(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = conv(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        other = nn.Identity()
        if stride != 1 or inputs != outputs:
            projection = nn.Sequential(conv(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
            other = Padded(inputs, outputs, stride) if padded else projection
        self.side = side
        setattr(self, side, other)

    def forward(self, x):
        residue = self.bn2(self.conv2(functional.relu(self.bn1(self.conv1(x)))))
        return functional.relu(residue + getattr(self, self.side)(x))


class ResNet(nn.Module):
    """Three stages for CIFAR, four for ImageNet."""

    def __init__(self, channels, classes, blocks, stages, padded):
        super().__init__()
        self.large = stages == 4
        width = 64 if self.large else 16
        first = (7, 2, 3) if self.large else (3, 1, 1)
        self.conv1 = conv(channels, width, *first, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.stages = stages
        inputs = width
        for stage in range(stages):
            outputs = width << stage
            row = []
            for i in range(blocks):
                stride = 2 if i == 0 and stage > 0 else 1
                row.append(Block(inputs, outputs, stride, padded, "downsample" if self.large else "shortcut"))
                inputs = outputs
            setattr(self, f"layer{stage + 1}", nn.Sequential(*row))
        setattr(self, "fc" if self.large else "linear", nn.Linear(inputs, classes))

    def forward(self, x):
        x = functional.relu(self.bn1(self.conv1(x)))
        if self.large:
            x = functional.max_pool2d(x, 3, 2, 1)
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        x = x.mean((2, 3))
        return self.fc(x) if self.large else self.linear(x)


class Sequence(nn.Module):
    """AlexNet and VGG: features, then a classifier, at torchvision's places."""

    def __init__(self, features, classifier):
        super().__init__()
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(*classifier)

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))


def alexnet(channels, classes, drop):
    def relu():
        return nn.ReLU(inplace=True)

    features = [conv(channels, 64, 11, 4, 2), relu(), nn.MaxPool2d(3, 2), conv(64, 192, 5, 1, 2), relu(), nn.MaxPool2d(3, 2)]
    for inputs, outputs in ((192, 384), (384, 256), (256, 256)):
        features += [conv(inputs, outputs, 3, 1, 1), relu()]
    features.append(nn.MaxPool2d(3, 2))
    head = [nn.Dropout(drop), nn.Linear(256 * 36, 4096), relu(), nn.Dropout(drop), nn.Linear(4096, 4096), relu()]
    return Sequence(features, head + [nn.Linear(4096, classes)])


def vgg11(channels, classes, drop, normed):
    features = []
    for stage, count in enumerate((1, 1, 2, 2, 2)):
        for _ in range(count):
            outputs = min(64 << stage, 512)
            features.append(conv(channels, outputs, 3, 1, 1))
            if normed:
                features.append(nn.BatchNorm2d(outputs))
            features.append(nn.ReLU(inplace=True))
            channels = outputs
        features.append(nn.MaxPool2d(2, 2))
    head = []
    for inputs in (512 * 49, 4096):
        head += [nn.Linear(inputs, 4096), nn.ReLU(inplace=True), nn.Dropout(drop)]
    return Sequence(features, head + [nn.Linear(4096, classes)])


NETS = {
    "alexnet": lambda c, k, drop: alexnet(c, k, drop),
    "lenet": lambda c, k, drop: LeNet(c, k),
    "lenet-cifar": lambda c, k, drop: LeNetCifar(c, k),
    "resnet18": lambda c, k, drop: ResNet(c, k, 2, 4, False),
    "resnet20": lambda c, k, drop: ResNet(c, k, 3, 3, True),
    "resnet20:option=B": lambda c, k, drop: ResNet(c, k, 3, 3, False),
    "resnet32": lambda c, k, drop: ResNet(c, k, 5, 3, True),
    "resnet56": lambda c, k, drop: ResNet(c, k, 9, 3, True),
    "vgg11": lambda c, k, drop: vgg11(c, k, drop, False),
    "vgg11-bn": lambda c, k, drop: vgg11(c, k, drop, True),
}


def plain(name):
    """Without settings that say what is so anyway."""
    for usual in (":option=A", ":head=imagenet", ":head=auto"):
        name = name.replace(usual, "")
    return name


def flag(text):
    return text == "true"


class Peer:
    def __init__(self, words):
        net, image, classes, batch, bf16, decay, dropping, last, threads, device, compiled = words
        self.sizes = [int(batch)] + [int(size) for size in image.split(",")]
        self.device, self.bf16 = torch.device(device), flag(bf16)
        self.layout = torch.channels_last if flag(last) else torch.contiguous_format
        torch.manual_seed(1)
        torch.set_num_threads(int(threads))
        torch.backends.cudnn.benchmark = True
        torch.backends.cudnn.allow_tf32 = False  # f32 is f32, as ours is
        torch.backends.cuda.matmul.allow_tf32 = False
        drop = 0.5 if flag(dropping) else 0.0
        self.net = NETS[plain(net)](self.sizes[1], int(classes), drop)
        self.net = self.net.to(self.device, memory_format=self.layout).train()
        self.run = torch.compile(self.net, mode="max-autotune") if flag(compiled) else self.net
        fused = {"fused": True} if self.device.type == "cuda" else {}
        # The rate is 0: standing still, as ours does.
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=0.0, momentum=0.9, weight_decay=float(decay), **fused)
        self.batches = [self.batch(int(classes)) for _ in range(BATCHES)]
        self.made = 0

    def batch(self, classes):
        x = torch.randn(self.sizes).to(self.device, memory_format=self.layout)
        return x, torch.randint(classes, (self.sizes[0],)).to(self.device)

    def count(self):
        return sum(parameter.numel() for parameter in self.net.parameters())

    def library(self):
        where = torch.cuda.get_device_name(self.device) if self.device.type == "cuda" else "CPU"
        return f"PyTorch {torch.__version__}, {where}"

    def backward(self, run, x, target):
        self.optimizer.zero_grad(set_to_none=True)
        autocast = torch.autocast(self.device.type, torch.bfloat16) if self.bf16 else contextlib.nullcontext()
        with autocast:
            output = run(x)
        loss = functional.cross_entropy(output.float(), target)
        loss.backward()
        return loss

    def steps(self, count):
        times = []
        for _ in range(count):
            x, target = self.batches[self.made % BATCHES]
            self.made += 1
            start = time.perf_counter()
            loss = self.backward(self.run, x, target)
            self.optimizer.step()
            value = loss.item()
            if self.device.type == "cuda":
                torch.cuda.synchronize()
            times.append((time.perf_counter() - start) * 1e3)
            if not math.isfinite(value):
                return f"failed the loss is {value}"
        return "times " + " ".join(f"{milliseconds:.6f}" for milliseconds in times)

    def check(self, file):
        given = read_safetensors(file)
        x = given.pop("x").to(self.device, memory_format=self.layout)
        target = given.pop("target").long().to(self.device)
        parameters = dict(self.net.named_parameters())
        with torch.no_grad():
            for path, tensor in given.items():
                parameters[path].copy_(tensor)
        loss = self.backward(self.net, x, target).item()
        write_safetensors(file + ".gradients", {path: p.grad for path, p in parameters.items()})
        return f"loss {loss}"


TYPES = {"F32": torch.float32, "I32": torch.int32, "I64": torch.int64}


def read_safetensors(file):
    with open(file, "rb") as stream:
        (length,) = struct.unpack("<Q", stream.read(8))
        header = json.loads(stream.read(length))
        data = bytearray(stream.read())
    tensors = {}
    for path, entry in header.items():
        if path != "__metadata__":
            start, end = entry["data_offsets"]
            tensors[path] = torch.frombuffer(data[start:end], dtype=TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors


def write_safetensors(file, tensors):
    header, blocks, offset = {}, [], 0
    for path, tensor in tensors.items():
        block = tensor.detach().float().cpu().contiguous().numpy().tobytes()
        header[path] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(block)]}
        blocks.append(block)
        offset += len(block)
    text = json.dumps(header).encode()
    with open(file, "wb") as stream:
        stream.write(struct.pack("<Q", len(text)) + text + b"".join(blocks))


def main(words):
    if plain(words[0]) not in NETS:
        say(f"failed there is no net '{words[0]}' of its own; there are " + ", ".join(sorted(NETS)))
        return
    if words[9] == "cuda" and not torch.cuda.is_available():
        say("failed PyTorch finds no CUDA device")
        return
    peer = Peer(words)
    say(f"ready {peer.count()} {peer.library()}")
    for line in sys.stdin:
        order, _, rest = line.strip().partition(" ")
        try:
            say(peer.steps(int(rest)) if order == "steps" else peer.check(rest))
        except RuntimeError as failure:  # such as PyTorch's own, out of memory among them
            say("failed " + (str(failure).splitlines() or [""])[0])


if __name__ == "__main__":
    main(sys.argv[1:])
