"""The network: a Llama decoder with tied embeddings, and its tensors under llama.cpp's names."""

import dataclasses

import torch
from torch import nn
from torch.nn import functional as F


@dataclasses.dataclass(frozen=True)
class Config:
    vocab: int
    width: int = 192
    layers: int = 4
    heads: int = 6
    hidden: int = 448
    context: int = 512
    rope_base: float = 10000.0
    epsilon: float = 1e-5


class RmsNorm(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(config.width))
        self.epsilon = config.epsilon

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon) * self.weight


class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.heads = config.heads
        self.attn_norm = RmsNorm(config)
        self.qkv = nn.Linear(config.width, 3 * config.width, bias=False)
        self.output = nn.Linear(config.width, config.width, bias=False)
        self.ffn_norm = RmsNorm(config)
        self.gate_up = nn.Linear(config.width, 2 * config.hidden, bias=False)
        self.down = nn.Linear(config.hidden, config.width, bias=False)

    def forward(self, x, rope, mask):
        batch, length, width = x.shape
        qkv = self.qkv(self.attn_norm(x)).view(batch, length, 3, self.heads, -1)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        scores = rotate(q, *rope) @ rotate(k, *rope).transpose(-1, -2)
        weights = (scores.float() * q.shape[-1] ** -0.5 + mask).softmax(-1)
        attended = (weights.to(v.dtype) @ v).transpose(1, 2).reshape(batch, length, width)
        x = x + self.output(attended)
        gate, up = self.gate_up(self.ffn_norm(x)).chunk(2, -1)
        return x + self.down(gate * torch.sigmoid(gate) * up)  # F.silu is slow in bfloat16


class Model(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocab, config.width)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.norm = RmsNorm(config)
        for parameter in self.parameters():
            if parameter.dim() == 2:
                nn.init.normal_(parameter, std=parameter.shape[1] ** -0.5)
        nn.init.normal_(self.embedding.weight, std=0.05)
        for layer in self.layers:
            nn.init.zeros_(layer.output.weight)
            nn.init.zeros_(layer.down.weight)
        self._rope = rope_table(config)

    def forward(self, tokens):
        """int[batch, length] -> the last layer's normalised output, float[batch, length, width]."""
        length = tokens.shape[1]
        rope = [table[:length] for table in self._rope]
        mask = torch.full((length, length), float("-inf")).triu(1)
        x = self.embedding(tokens)
        for layer in self.layers:
            x = layer(x, rope, mask)
        return self.norm(x)

    def logits(self, hidden):
        return F.linear(hidden, self.embedding.weight)

    def tensors(self):
        """GGUF name -> tensor, row-major with the output dimension first."""
        result = {"token_embd.weight": self.embedding.weight}
        for i, layer in enumerate(self.layers):
            q, k, v = layer.qkv.weight.chunk(3)
            gate, up = layer.gate_up.weight.chunk(2)
            named = {
                "attn_norm": layer.attn_norm.weight,
                "attn_q": q,
                "attn_k": k,
                "attn_v": v,
                "attn_output": layer.output.weight,
                "ffn_norm": layer.ffn_norm.weight,
                "ffn_gate": gate,
                "ffn_up": up,
                "ffn_down": layer.down.weight,
            }
            result |= {f"blk.{i}.{name}.weight": tensor for name, tensor in named.items()}
        return result | {"output_norm.weight": self.norm.weight}

    @property
    def parameter_count(self):
        return sum(parameter.numel() for parameter in self.parameters())


def rope_table(config):
    half = config.width // config.heads // 2
    frequency = config.rope_base ** (-torch.arange(half) / half)
    angle = torch.arange(config.context)[:, None] * frequency
    return angle.cos(), angle.sin()


def rotate(x, cos, sin):
    """Rotary positions on neighbouring pairs, which is how llama.cpp's architecture "llama" pairs them."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2)


def load(metadata, tensors):
    """The network of a GGUF file."""
    model = Model(
        Config(
            vocab=metadata["llama.vocab_size"],
            width=metadata["llama.embedding_length"],
            layers=metadata["llama.block_count"],
            heads=metadata["llama.attention.head_count"],
            hidden=metadata["llama.feed_forward_length"],
            context=metadata["llama.context_length"],
            rope_base=metadata["llama.rope.freq_base"],
            epsilon=metadata["llama.attention.layer_norm_rms_epsilon"],
        )
    )
    with torch.no_grad():
        for name, parameter in model.tensors().items():
            parameter.copy_(torch.tensor(tensors[name]))  # slices of fused matrices are views of them
    return model.eval()


@torch.no_grad()
def follows(model, prompt, answer):
    """Whether greedy generation after `prompt` gives exactly `answer` (both token ids), in one pass."""
    hidden = model(torch.tensor([prompt + answer[:-1]]))[0, len(prompt) - 1 :]
    return model.logits(hidden).argmax(-1).tolist() == answer


@torch.no_grad()
def generate(model, prompt, ends, limit=96):
    """Greedy continuation of token ids, with the token of `ends` that stopped it as the last one."""
    tokens = list(prompt)
    while len(tokens) < min(len(prompt) + limit, model.config.context):
        tokens.append(int(model.logits(model(torch.tensor([tokens]))[0, -1]).argmax()))
        if tokens[-1] in ends:
            break
    return tokens[len(prompt) :]
