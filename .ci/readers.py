#!/usr/bin/env python3
"""Reads what newsgraph writes with Graphviz, xmllint, networkx and igraph, and compares nodes and edges.

Takes the articles of seeds/articles, the seed articles and news gold of the shared folder where it is there, all of
them merged, and the files of hard strings that the tests of newsgraph-export leave in --hard.
"""
import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile

import igraph
import networkx


def run(command, input=None, cwd=None):
    done = subprocess.run(command, input=input, capture_output=True, cwd=cwd)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr.decode(errors='replace')[:2000]}")
    return done.stdout


def count(folder, name, schema, draw=True):
    """Nodes and edges of FOLDER/NAME.{json,dot,graphml} by each reader; `draw`: lay it out, too."""
    path = lambda extension: os.path.abspath(os.path.join(folder, f"{name}.{extension}"))
    with open(path("json"), encoding="utf-8") as f:
        graph = networkx.node_link_graph(json.load(f), edges="edges")
    found = {"networkx, JSON": (graph.number_of_nodes(), graph.number_of_edges())}
    found["dot"] = tuple(int(n) for n in run(["gc", "-n", "-e", path("dot")]).split()[:2])
    if draw:
        svg = run(["dot", "-Tsvg", path("dot")])
        found["dot, SVG"] = (svg.count(b'class="node"'), svg.count(b'class="edge"'))
        run(["xmllint", "--nonet", "--noout", "-"], input=svg)
    if schema:
        run(["xmllint", "--nonet", "--noout", "--schema", "graphml.xsd", path("graphml")], cwd=schema)
    else:
        run(["xmllint", "--nonet", "--noout", path("graphml")])
    graph = networkx.read_graphml(path("graphml"), force_multigraph=True)
    found["networkx, GraphML"] = (graph.number_of_nodes(), graph.number_of_edges())
    graph = igraph.Graph.Read_GraphML(path("graphml"))
    found["igraph, GraphML"] = (graph.vcount(), graph.ecount())
    if len(set(found.values())) != 1:
        sys.exit(f"{name}: the readers differ: {found}")
    return found["dot"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--hard", help="folder with hard.json, hard.dot and hard.graphml")
    parser.add_argument("--shared", default="../shared")
    args = parser.parse_args()
    binary = os.path.abspath(args.bin)
    schema = os.path.join(args.shared, "eval", "xsd")
    schema = schema if os.path.isdir(schema) else None
    if not schema:
        print("no GraphML schema here: checked for well-formedness only")

    documents = []
    for path in sorted(glob.glob("seeds/articles/*.txt") + glob.glob(os.path.join(args.shared, "seeds", "*.txt"))):
        with open(path, encoding="utf-8") as f:
            documents.append({"id": f"{len(documents):03}-{os.path.basename(path)}", "text": f.read()})
    news = os.path.join(args.shared, "eval", "news.gold.jsonl")
    if os.path.exists(news):
        with open(news, encoding="utf-8") as f:
            for line in filter(str.strip, f):
                gold = json.loads(line)
                documents.append({"id": f"{len(documents):03}-{gold['id']}", "text": gold["text"]})
                documents[-1].update({k: gold[k] for k in ("date", "title") if gold.get(k)})
    if len(documents) < 5:
        sys.exit("seeds/articles has no articles")

    total = [0, 0]
    with tempfile.TemporaryDirectory() as folder:
        lines = "".join(json.dumps(d) + "\n" for d in documents).encode()
        extract = [binary, "extract", "--input-format", "jsonl"]
        for extension in ("json", "dot", "graphml"):
            each = ["--per-document", "--format", extension, "--output", folder + "/", "-"]
            run(extract + each, input=lines)
            merged = ["--format", extension, "--output", f"{folder}/merged.{extension}", "-"]
            run(extract + merged, input=lines)
        names = sorted(os.path.basename(p)[:-5] for p in glob.glob(f"{folder}/*.json"))
        if len(names) != len(documents) + 1:
            sys.exit(f"{len(documents)} documents, {len(names) - 1} graphs")
        for name in names:
            # A corpus is too large a picture to draw by layers.
            nodes, edges = count(folder, name, schema, draw=name != "merged")
            print(f"{nodes:6} nodes {edges:6} edges  {name}")
            total[0] += nodes
            total[1] += edges
    if args.hard:
        print("%6d nodes %6d edges  hard strings" % count(args.hard, "hard", schema))
    print(f"{total[0]} nodes and {total[1]} edges of {len(documents)} documents, read alike by all")
    if min(total) == 0:
        sys.exit("there is nothing in the graphs")


main()
