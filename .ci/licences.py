#!/usr/bin/env python3
"""Reads `cargo metadata` on standard input and fails where a dependency is under none of the licences we may ship."""
import json
import re
import sys

ALLOWED = {"MIT", "MIT-0", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "ISC",
           "Unicode-3.0", "Zlib", "0BSD", "CC0-1.0", "Unlicense", "BSL-1.0"}


def allowed(expression):
    """An SPDX expression of OR, AND and brackets, or the old `MIT/Apache-2.0`."""
    expression = expression.replace("/", " OR ")
    tokens = re.findall(r"\(|\)|[^\s()]+(?: WITH [^\s()]+)?", expression)
    python = [t if t in "()" else t.lower() if t in ("AND", "OR") else str(t in ALLOWED) for t in tokens]
    return eval(" ".join(python))  # only brackets, and, or, True and False are left


packages = [p for p in json.load(sys.stdin)["packages"] if p["source"]]
bad = [f"{p['name']} {p['version']}: {p['license']}" for p in packages if not p["license"] or not allowed(p["license"])]
print(f"{len(packages)} dependencies")
sys.exit("\n".join(bad) or 0)
