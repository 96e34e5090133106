// A scrolling list that draws only the rows one can see: a thousand pods cost what thirty do.
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly count: number;
  readonly heightOf: (index: number) => number;
  readonly row: (index: number) => ComponentChildren;
  /** Scrolls to this row when it becomes another one. */
  readonly show?: number;
  /** Drawn over all rows, as high as the list. */
  readonly overlay?: ComponentChildren;
  readonly class?: string;
}

/** Rows drawn beyond each edge, so that quick scrolling shows no gap. */
const spare = 6;

export function VirtualList({ label, count, heightOf, row, show, overlay, class: name }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 400 });
  const tops = useMemo(() => topsOf(count, heightOf), [count, heightOf]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    const top = show === undefined ? undefined : tops[show];
    if (element && top !== undefined) element.scrollTop = Math.max(0, top - element.clientHeight / 3);
  }, [show, tops]);
  const first = Math.max(0, indexAt(tops, view.top) - spare);
  const last = Math.min(count, indexAt(tops, view.top + view.height) + 1 + spare);
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return (
    <div ref={box} class={`list ${name ?? ''}`}>
      <div class="rows" style={{ height: `${tops[count] ?? 0}px` }}>
        <ul aria-label={label}>
          {rows.map((i) => (
            <li key={i} class="place" style={{ top: `${tops[i] ?? 0}px`, height: `${heightOf(i)}px` }}>
              {row(i)}
            </li>
          ))}
        </ul>
        {overlay}
      </div>
    </div>
  );
}

/** The top of each row, and the height of all as the last entry. */
function topsOf(count: number, heightOf: (index: number) => number): readonly number[] {
  const tops = [0];
  for (let i = 0; i < count; i++) tops.push((tops[i] ?? 0) + heightOf(i));
  return tops;
}

function indexAt(tops: readonly number[], y: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
