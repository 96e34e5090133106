// What is to happen and when: a binary heap by time; ties in the order of insertion, so that a run is deterministic.
// Entries are data and may not be removed; whoever put them there ignores stale ones.

interface Entry<T> {
  readonly atMs: number;
  readonly order: number;
  readonly what: T;
}

export interface EventQueue<T> {
  push(atMs: number, what: T): void;
  /** The earliest entry, removed. */
  pop(): { readonly atMs: number; readonly what: T } | undefined;
  /** The time of the earliest entry. */
  peekMs(): number | undefined;
  readonly size: () => number;
}

export function eventQueue<T>(): EventQueue<T> {
  const heap: Entry<T>[] = [];
  let order = 0;
  return {
    push(atMs, what) {
      heap.push({ atMs, order: order++, what });
      up(heap);
    },
    pop() {
      const top = heap[0];
      const last = heap.pop();
      if (!top || !last) return undefined;
      if (heap.length > 0) {
        heap[0] = last;
        down(heap);
      }
      return top;
    },
    peekMs: () => heap[0]?.atMs,
    size: () => heap.length,
  };
}

const before = <T>(a: Entry<T>, b: Entry<T>): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

function up<T>(heap: Entry<T>[]): void {
  let i = heap.length - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const [child, above] = [heap[i], heap[parent]];
    if (!child || !above || !before(child, above)) return;
    heap[i] = above;
    heap[parent] = child;
    i = parent;
  }
}

function down<T>(heap: Entry<T>[]): void {
  let i = 0;
  for (;;) {
    const left = 2 * i + 1;
    let least = i;
    for (const child of [left, left + 1]) {
      const [candidate, best] = [heap[child], heap[least]];
      if (candidate && best && before(candidate, best)) least = child;
    }
    const [here, smaller] = [heap[i], heap[least]];
    if (least === i || !here || !smaller) return;
    heap[i] = smaller;
    heap[least] = here;
    i = least;
  }
}
