// A figure of a node, remembered while the node and its pods stay the same: most nodes have not changed since the last
// decision. `NodeInfo`s are values, so that their identity says so.
import type { NodeInfo } from './snapshot.ts';

/** Short numbers for long keys; forgotten now and then, never used twice. */
const numbers = new Map<string, number>();
const mostNumbers = 10_000;
let last = 0;
let figures = 0;

function numberOf(key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  if (numbers.size >= mostNumbers) numbers.clear();
  numbers.set(key, ++last);
  return last;
}

/** `figure`, asked once per node and key; the key must say all that the figure depends on beside the node. */
export function perNode<T>(
  name: string,
  figure: (info: NodeInfo, of: T) => number,
): (key: string, of: T) => (info: NodeInfo) => number {
  const slot = figures++;
  return (key, of) => {
    const number = numberOf(`${name} ${key}`);
    return (info) => {
      const { lastKeys, lastFigures, figures: all } = info;
      if (lastKeys[slot] === number) return lastFigures[slot] ?? 0;
      const value = all.get(number) ?? figure(info, of);
      all.set(number, value);
      lastKeys[slot] = number;
      lastFigures[slot] = value;
      return value;
    };
  };
}
