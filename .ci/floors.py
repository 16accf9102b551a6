#!/usr/bin/env python3
"""usage: floors.py SCORES FLOORS. Prints the F1 of every set and row beside its floor and the peer's figure, and fails
below a floor. SCORES is what `run.py --json` writes; FLOORS is {"set": {"row": F1}}; a row without floor is only shown."""
import json
import sys

scores, floors = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
missing = [f"{s} {r}: not measured" for s, rows in floors.items() for r in rows if r not in scores.get(s, {})]
low = []
print(f"{'set':16}{'row':14}{'P':>7}{'R':>7}{'F1':>7}{'floor':>7}{'peer':>7}")
for name, rows in scores.items():
    for row, score in rows.items():
        floor = floors.get(name, {}).get(row)
        part = lambda key: f"{score[key]:7.3f}" if key in score else " " * 7
        shown = " " * 7 if floor is None else f"{floor:7.3f}"
        below = floor is not None and score["f"] < floor
        print(f"{name:16}{row:14}{part('p')}{part('r')}{score['f']:7.3f}{shown}{score['peer']:7.3f}{'  BELOW' if below else ''}")
        if below:
            low.append(f"{name} {row}: {score['f']:.3f} is below {floor:.3f}")
sys.exit("\n".join(missing + low) or 0)
