#!/usr/bin/env python3
"""Measures words a second on one core, memory for one article and time to the first answer, over seeds/articles, and
fails where they are far worse than what is promised. The bounds are generous: machines differ and are shared."""
import argparse
import glob
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

REPEAT = 200
LEAST_WORDS_A_SECOND = 60_000
MOST_MEGABYTES = 150
MOST_SECONDS_TO_FIRST_ANSWER = 0.5


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True)
    binary = os.path.abspath(parser.parse_args().bin)
    paths = sorted(glob.glob("seeds/articles/*.txt"))
    texts = [open(p, encoding="utf-8").read() for p in paths]

    first = []
    for _ in range(5):
        start = time.time()
        subprocess.run([binary, "extract", paths[0]], stdout=subprocess.DEVNULL, check=True)
        first.append(time.time() - start)
    # The largest of all children so far: those that read one article.
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024

    with tempfile.TemporaryDirectory() as folder:
        docs = os.path.join(folder, "docs.jsonl")
        with open(docs, "w", encoding="utf-8") as f:
            for i in range(REPEAT):
                f.writelines(json.dumps({"id": f"{i}-{j}", "text": t}) + "\n" for j, t in enumerate(texts))
        command = [binary, "extract", "--per-document", "--format", "json", "--jobs", "1", docs]
        # Processor time of the best of three runs: what else the machine does counts as little as it can.
        runs = []
        for _ in range(3):
            before = processor_seconds()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            runs.append(processor_seconds() - before)
        seconds = min(runs)
    words = REPEAT * sum(len(t.split()) for t in texts)
    print(f"{words / seconds:10,.0f} words/s on one core, from text to JSON (at least {LEAST_WORDS_A_SECOND:,})")
    print(f"{megabytes:10.1f} MB resident for one article (at most {MOST_MEGABYTES})")
    print(f"{min(first) * 1000:10.1f} ms from start to answer (at most {MOST_SECONDS_TO_FIRST_ANSWER * 1000:.0f})")
    if words / seconds < LEAST_WORDS_A_SECOND or megabytes > MOST_MEGABYTES or min(first) > MOST_SECONDS_TO_FIRST_ANSWER:
        sys.exit("slower or larger than promised")


main()
