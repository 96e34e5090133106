// The known words that a misspelled one was probably meant to be: letters swapped, missing, doubled or mistaken, other
// case, other separators, singular for plural. It knows letters only, not what the words mean.

/** The likeliest candidates, best first, at most three; none when nothing is near. */
export function didYouMean(typed: string, candidates: Iterable<string>): readonly string[] {
  if (typed === '') return [];
  const near: { readonly word: string; readonly cost: number }[] = [];
  const most = Math.max(1, Math.floor(typed.length / 3));
  for (const word of candidates) {
    const cost = costOf(typed, word, most);
    if (cost !== undefined && word !== typed) near.push({ word, cost });
  }
  near.sort((a, b) => a.cost - b.cost || (a.word < b.word ? -1 : 1));
  const best = near[0]?.cost ?? 0;
  return near
    .filter(({ cost }) => cost <= best + 1)
    .slice(0, 3)
    .map(({ word }) => word);
}

function costOf(typed: string, word: string, most: number): number | undefined {
  const a = letters(typed);
  const b = letters(word);
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) <= most) {
    const distance = editDistance(a, b);
    if (distance <= most) return distance;
  }
  // `cpuLimit` for `limit` is a guess; `containerPorts` cut short to `containerP` is not.
  return a.length >= 4 && b.startsWith(a) ? most + 1 : undefined;
}

/** Case and separators do not tell words apart: `image_pull_policy` is `imagePullPolicy`. */
function letters(word: string): string {
  return word.toLowerCase().replace(/[-_ .]/g, '');
}

/** Damerau-Levenshtein in its usual restricted form: insertions, deletions, substitutions, neighbours swapped. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
