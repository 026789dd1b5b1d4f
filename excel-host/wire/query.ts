/** What a `load` asks for: the tree of property names behind Select and Expand. */

export interface QueryInfo {
  readonly Select?: readonly string[];
  readonly Expand?: readonly string[];
  readonly Top?: number;
  readonly Skip?: number;
}

/** Names asked for, in lower case; an empty tree stands for all scalar properties. */
export type QueryTree = Map<string, QueryTree>;

/** Builds the tree from paths such as "format/fill/color"; "items" levels are dropped. */
export function queryTree(query: QueryInfo | undefined): QueryTree {
  const root: QueryTree = new Map();
  for (const path of [...(query?.Select ?? []), ...(query?.Expand ?? [])]) {
    let node = root;
    for (const part of path.split("/")) {
      const name = part.trim().toLowerCase();
      if (name === "" || name === "items") continue;
      let next = node.get(name);
      if (!next) node.set(name, (next = new Map<string, QueryTree>()));
      node = next;
    }
  }
  return root;
}
