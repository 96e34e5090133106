// Texts of a run without what chance gave: names of pods and sets as numbers in order of appearance.

/** Hashes and random ends of names as numbers in order of appearance, so that a golden changes only with what happens. */
export function numbered(text: string): string {
  const seen = new Map<string, number>();
  const number = (word: string, mark: string) => {
    if (!seen.has(word)) seen.set(word, seen.size + 1);
    return `-{${mark}${seen.get(word)}}`;
  };
  return text
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '{uid}')
    .replace(/-([456789bcdf]{7,10})\b/g, (_all, hash: string) => number(hash, 'hash'))
    .replace(/-([bcdfghjklmnpqrstvwxz2456789]{5})\b/g, (_all, suffix: string) => number(suffix, ''));
}
