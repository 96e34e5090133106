// The stretch of the run that the timeline shows: from time to place and back, zooming, following the cursor.

export interface Scale {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How much closer or wider one step of zooming is. */
export const zoomStep = 1.5;
/** Nothing in a cluster is told apart below this. */
const shortestMs = 100;

/** Where a time stands: 0 at the left edge, 1 at the right; outside that when it is not shown. */
export function placeOf({ fromMs, toMs }: Scale, ms: number): number {
  return (ms - fromMs) / (toMs - fromMs);
}

export function timeAt({ fromMs, toMs }: Scale, place: number): number {
  return fromMs + place * (toMs - fromMs);
}

/** A `factor` below 1 shows less, and more closely; the time at `aroundMs` keeps its place. */
export function zoomed(scale: Scale, factor: number, aroundMs: number, spanMs: number): Scale {
  const length = Math.min(spanMs, Math.max(shortestMs, (scale.toMs - scale.fromMs) * factor));
  return within(aroundMs - placeOf(scale, aroundMs) * length, length, spanMs);
}

/**
 * Turns the page when the cursor has left the scale; else the same scale. Who saw all that happens (up to `quietMs`) and
 * goes beyond sees the whole run: its last stretch alone would show nothing.
 */
export function following(scale: Scale, atMs: number, { spanMs, quietMs }: Span): Scale {
  if (atMs >= scale.fromMs && atMs <= scale.toMs) return scale;
  if (scale.fromMs === 0 && scale.toMs >= quietMs) return { fromMs: 0, toMs: spanMs };
  const length = scale.toMs - scale.fromMs;
  return within(atMs - length / 10, length, spanMs);
}

/** The whole run; seen already: the part in which things happen. */
export function fitted(scale: Scale, { spanMs, quietMs }: Span): Scale {
  return { fromMs: 0, toMs: scale.fromMs === 0 && scale.toMs >= spanMs ? quietMs : spanMs };
}

export interface Span {
  readonly spanMs: number;
  /** Since when nothing changes any more. */
  readonly quietMs: number;
}

function within(fromMs: number, length: number, spanMs: number): Scale {
  const from = Math.min(Math.max(0, fromMs), Math.max(0, spanMs - length));
  return { fromMs: from, toMs: from + length };
}
