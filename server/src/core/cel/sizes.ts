// Sizes and costs that never overflow: what is too large is the largest number of 64 bits. Mirrors cel-go v0.26
// checker/cost.go.

export interface Size {
  readonly min: number;
  readonly max: number;
}

/** Cost per character that is read. */
export const TRAVERSAL = 0.1;
/** Cost per character of a pattern. */
export const PATTERN = 0.25;

export const MOST = 2 ** 64;
export const UNKNOWN: Size = { min: 0, max: MOST };
export const fixed = (size: number): Size => ({ min: size, max: size });
export const union = (one: Size, other: Size): Size => ({
  min: Math.min(one.min, other.min),
  max: Math.max(one.max, other.max),
});
export const add = (one: number, other: number): number => Math.min(MOST, one + other);

/** Rounded up, as the server rounds. */
export const times = (one: number, factor: number): number =>
  one === 0 || factor === 0 ? 0 : Math.min(MOST, Math.ceil(one * factor));
