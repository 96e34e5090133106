// An immutable map from strings that is cheap to change: it is divided into buckets by the key's hash, and a change
// copies one bucket and the list of buckets. So an edit costs the same in a workspace of ten files and of ten thousand.

export interface Shelf<T> {
  readonly size: number;
  readonly buckets: readonly (ReadonlyMap<string, T> | undefined)[];
}

const bucketCount = 512;

export function emptyShelf<T>(): Shelf<T> {
  return { size: 0, buckets: new Array(bucketCount) };
}

export function onShelf<T>(shelf: Shelf<T>, key: string): T | undefined {
  return shelf.buckets[bucketOf(key)]?.get(key);
}

/** The shelf with these keys set; those set to undefined are gone. */
export function shelve<T>(shelf: Shelf<T>, changes: Iterable<readonly [string, T | undefined]>): Shelf<T> {
  const buckets = [...shelf.buckets];
  const copied = new Map<number, Map<string, T>>();
  let { size } = shelf;
  for (const [key, value] of changes) {
    const number = bucketOf(key);
    const bucket = copied.get(number) ?? new Map(buckets[number]);
    copied.set(number, bucket);
    size -= bucket.size;
    if (value === undefined) bucket.delete(key);
    else bucket.set(key, value);
    size += bucket.size;
    buckets[number] = bucket;
  }
  return { size, buckets };
}

export function* shelfEntries<T>(shelf: Shelf<T>): Generator<readonly [string, T]> {
  for (const bucket of shelf.buckets) if (bucket) yield* bucket;
}

/** FNV-1a. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % bucketCount;
}
