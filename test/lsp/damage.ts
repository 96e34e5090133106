// Seeded damage to a text: cut off, bytes deleted, doubled, swapped. Same seed, same damage.

export interface Damaged {
  readonly how: string;
  readonly text: string;
}

/** `count` damaged texts, kinds of damage in turn. */
export function* damaged(text: string, count: number, seed: number): Generator<Damaged> {
  const next = mulberry32(seed);
  const at = () => Math.floor(next() * text.length);
  for (let made = 0; made < count; made++) {
    const from = at();
    const length = 1 + Math.floor(next() * 12);
    const piece = text.slice(from, from + length);
    const other = Math.min(text.length, from + length + Math.floor(next() * 40));
    const kinds: readonly Damaged[] = [
      { how: `cut at ${from}`, text: text.slice(0, from) },
      { how: `deleted ${length} at ${from}`, text: text.slice(0, from) + text.slice(from + length) },
      { how: `doubled ${length} at ${from}`, text: text.slice(0, from) + piece + text.slice(from) },
      {
        how: `swapped ${length} at ${from} with what ends at ${other}`,
        text: text.slice(0, from) + text.slice(from + length, other) + piece + text.slice(other),
      },
    ];
    const damage = kinds[made % kinds.length];
    if (damage) yield damage;
  }
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
