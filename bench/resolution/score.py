#!/usr/bin/env python3
"""Scores entity resolution: bench/resolution/README.md. Usage: score.py [--part dev|test|all] DUMP.tsv"""
import argparse
import collections
import hashlib
import pathlib
import re

NAMES = pathlib.Path(__file__).parent / "names.tsv"


def part_of(actor):
    """Half of the actors are never looked at while rules change."""
    return "test" if hashlib.sha256(actor.encode()).digest()[0] % 2 else "dev"


def read_names(part):
    actor_of, type_of = {}, {}
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        actor, kind, name = line.split("\t")
        if part in ("all", part_of(actor)):
            actor_of[name] = actor
            type_of[actor] = kind
    return actor_of, type_of


def read_dump(path):
    """Entities; of each name written as a name the mentions by entity; merges."""
    entities, mentions, merges = {}, collections.defaultdict(collections.Counter), []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            kind, number, *fields = line.rstrip("\n").split("\t")
            if kind == "E":
                entities[int(number)] = (fields[0], fields[1], int(fields[3]))
            elif kind == "S" and fields[1] != "-":
                mentions[fields[0]][int(number)] += int(fields[2])
            elif kind == "M":
                merges.append(tuple(fields))
    return entities, mentions, merges


def b_cubed(actor_of, cluster_of):
    names = [name for name in actor_of if name in cluster_of]
    by_cluster, by_actor = collections.Counter(), collections.Counter()
    both = collections.Counter()
    for name in names:
        by_cluster[cluster_of[name]] += 1
        by_actor[actor_of[name]] += 1
        both[cluster_of[name], actor_of[name]] += 1
    precision = sum(both[cluster_of[n], actor_of[n]] / by_cluster[cluster_of[n]] for n in names) / len(names)
    recall = sum(both[cluster_of[n], actor_of[n]] / by_actor[actor_of[n]] for n in names) / len(names)
    return precision, recall, 2 * precision * recall / (precision + recall), len(names)


def kind_of(reason):
    """A reason without what differs from merge to merge."""
    reason = re.sub(r"document \S+ uses both", "a document uses both", reason)
    reason = re.sub(r"related to .*|both with .*", "both with …", reason)
    return re.sub(r"[\d.]+", "N", reason).split(", apart")[0].replace("documents", "document")


def score_merges(actor_of, merges):
    right, wrong = collections.Counter(), collections.defaultdict(list)
    for name, other, reason in merges:
        if name not in actor_of or other not in actor_of or name == other:
            continue
        if actor_of[name] == actor_of[other]:
            right[kind_of(reason)] += 1
        else:
            wrong[kind_of(reason)].append(f"{name} = {other}")
    return right, wrong


def splits(actor_of, mentions):
    """Of actors with three mentions or more: by entity the mentions of their names."""
    by_actor = collections.defaultdict(collections.Counter)
    for name, actor in actor_of.items():
        for entity, count in mentions.get(name, {}).items():
            by_actor[actor][entity] += count
    return {actor: counts for actor, counts in by_actor.items() if sum(counts.values()) >= 3}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", choices=("dev", "test", "all"), default="dev")
    parser.add_argument("--show", action="store_true", help="list what is wrong")
    parser.add_argument("dump")
    args = parser.parse_args()
    actor_of, type_of = read_names(args.part)
    entities, mentions, merges = read_dump(args.dump)
    cluster_of = {name: max(counts, key=lambda e: (counts[e], -e)) for name, counts in mentions.items()}
    precision, recall, f1, size = b_cubed(actor_of, cluster_of)
    print(f"B3 over {size} names: P {precision:.3f} R {recall:.3f} F {f1:.3f}")
    right, wrong = score_merges(actor_of, merges)
    bad = sum(map(len, wrong.values()))
    good = sum(right.values())
    print(f"merges: {good} of {good + bad} right ({100 * good / max(1, good + bad):.1f} %)")
    for kind in sorted(set(right) | set(wrong), key=lambda k: -right[k]):
        print(f"  {right[kind]:5d} right {len(wrong[kind]):3d} wrong  {kind}")
        if args.show:
            for pair in wrong[kind]:
                print("      ", pair)
    by_actor = splits(actor_of, mentions)
    split = {a: c for a, c in by_actor.items() if len(c) > 1}
    outside = {a: c for a, c in split.items() if sum(c.values()) - max(c.values()) > 0.02 * sum(c.values())}
    stray = sum(sum(c.values()) - max(c.values()) for c in by_actor.values())
    total = sum(sum(c.values()) for c in by_actor.values())
    print(f"split: {len(split)} of {len(by_actor)} ({100 * len(split) / len(by_actor):.1f} %); more than 2 % of mentions "
          f"outside: {len(outside)} ({100 * len(outside) / len(by_actor):.1f} %); {100 * stray / total:.2f} % of mentions")
    if args.show:
        for actor, counts in sorted(split.items()):
            print("      ", actor, "|", "; ".join(f"{entities[e][0]} {n}" for e, n in counts.most_common()))
    main_entity = {a: max(c, key=lambda e: (c[e], -e)) for a, c in by_actor.items()}
    wrong_types = sorted(a for a, e in main_entity.items() if entities[e][1] != type_of[a])
    print(f"types: {len(main_entity) - len(wrong_types)} of {len(main_entity)} right "
          f"({100 - 100 * len(wrong_types) / len(main_entity):.1f} %)")
    if args.show:
        for actor in wrong_types:
            print("      ", actor, entities[main_entity[actor]][1])


if __name__ == "__main__":
    main()
