// Changes that build on each other: each step edits the text that the one before left. Given back is one edit, from
// the first letter that differs to the last, so that comments, folds and the cursor outside of it stay as they are.
import type { TextEdit } from '../../finding.ts';
import type { Editable } from '../../yaml/edits.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { applyEdits } from '../fixes.ts';

export type Step = (document: Editable) => readonly TextEdit[];

export function inSteps(text: string, steps: readonly Step[]): readonly TextEdit[] {
  return differenceOf(text, afterSteps(text, steps));
}

/** The text that the steps leave. */
export function afterSteps(text: string, steps: readonly Step[]): string {
  return steps.reduce((now, step) => applyEdits(now, step({ text: now, root: parseDocument(now).root })), text);
}

/** The one edit that makes `after` of `before`; none where they are equal. */
export function differenceOf(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let same = 0;
  while (same < Math.min(before.length, after.length) - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  return [{ span: { start, end: before.length - same }, newText: after.slice(start, after.length - same) }];
}
