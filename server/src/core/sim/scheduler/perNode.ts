// A figure of a node, remembered while the node and its pods stay the same: most nodes have not changed since the last
// decision. `NodeInfo`s are values, so that their identity says so.
import type { NodeInfo } from './snapshot.ts';

/** `figure`, asked once per node and key; the key must say all that the figure depends on beside the node. */
export function perNode<T>(figure: (info: NodeInfo, of: T) => number): (info: NodeInfo, key: string, of: T) => number {
  const known = new WeakMap<NodeInfo, Map<string, number>>();
  return (info, key, of) => {
    let figures = known.get(info);
    if (!figures) {
      figures = new Map();
      known.set(info, figures);
    }
    const before = figures.get(key);
    if (before !== undefined) return before;
    const value = figure(info, of);
    figures.set(key, value);
    return value;
  };
}
