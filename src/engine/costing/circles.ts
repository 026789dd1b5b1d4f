/**
 * Circles of a directed graph: nodes that a path leads back to, by the search for strongly connected groups (Tarjan's
 * algorithm with its own stack, since a path may be a million nodes long).
 */

/** What the search finds. */
export interface Circles {
  /** Nodes group by group: those that a node leads to come before it, unless they share a circle. */
  readonly order: Int32Array;
  /** 1 for nodes on a circle. */
  readonly inCircle: Uint8Array;
}

const UNSEEN = -1;

/** Node n leads to targets[start[n]] … targets[start[n + 1] - 1]; a target of -1 is none. */
export function findCircles(count: number, start: Int32Array, targets: Int32Array): Circles {
  const order = new Int32Array(count);
  const inCircle = new Uint8Array(count);
  const found = new Int32Array(count).fill(UNSEEN);
  const lowest = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const group = new Int32Array(count);
  const path = new Int32Array(count);
  const next = new Int32Array(count);
  let groupSize = 0;
  let time = 0;
  let placed = 0;
  for (let root = 0; root < count; root += 1) {
    if (found[root] !== UNSEEN) continue;
    let depth = 0;
    path[0] = root;
    open(root);
    while (depth >= 0) {
      const node = path[depth] as number;
      const at = next[node] as number;
      if (at < (start[node + 1] as number)) {
        next[node] = at + 1;
        const target = targets[at] as number;
        if (target < 0) continue;
        if (target === node) inCircle[node] = 1;
        if (found[target] === UNSEEN) {
          depth += 1;
          path[depth] = target;
          open(target);
        } else if (onStack[target] === 1) {
          lowest[node] = Math.min(lowest[node] as number, found[target] as number);
        }
        continue;
      }
      if (lowest[node] === found[node]) close(node);
      depth -= 1;
      if (depth >= 0) {
        const before = path[depth] as number;
        lowest[before] = Math.min(lowest[before] as number, lowest[node] as number);
      }
    }
  }
  return { order, inCircle };

  function open(node: number): void {
    found[node] = time;
    lowest[node] = time;
    time += 1;
    group[groupSize] = node;
    groupSize += 1;
    onStack[node] = 1;
    next[node] = start[node] as number;
  }

  function close(node: number): void {
    const end = groupSize;
    let member: number;
    do {
      groupSize -= 1;
      member = group[groupSize] as number;
      onStack[member] = 0;
    } while (member !== node);
    const members = group.slice(groupSize, end).sort();
    for (const each of members) {
      order[placed] = each;
      placed += 1;
      if (members.length > 1) inCircle[each] = 1;
    }
  }
}
