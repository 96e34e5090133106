// The difference of two objects as the server prints it: indented JSON, compared line by line. Mirrors
// k8s.io/apimachinery pkg/util/diff.Diff (v1.36), which is a unified diff with three lines of context.
import { type Draft, isDraft, type Json } from '../../draft.ts';
import { goJson } from '../../fieldErrors.ts';
import { internalObject } from './internalObject.ts';

/** `json.MarshalIndent(value, "", " ")`. */
export function prettyJson(value: Json | undefined, indent = ''): string {
  const inner = `${indent} `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => inner + prettyJson(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (!isDraft(value)) return goJson(value);
  const pairs = Object.entries(value as Draft);
  if (pairs.length === 0) return '{}';
  const lines = pairs.map(([name, item]) => `${inner}${goJson(name)}: ${prettyJson(item, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

/** What changed between two objects of an internal type, as they print. */
export function internalDiff(type: string, before: Draft, after: Draft): string {
  return unifiedDiff(prettyJson(internalObject(type, before)), prettyJson(internalObject(type, after)));
}

interface Edit {
  readonly kind: ' ' | '-' | '+';
  readonly line: string;
}

const context = 3;

/** Hunks as `@@ -5,7 +5,9 @@`; every line ends with a line feed. */
export function unifiedDiff(before: string, after: string): string {
  const edits = lineEdits(before.split('\n'), after.split('\n'));
  const changed = edits.flatMap(({ kind }, at) => (kind === ' ' ? [] : [at]));
  const hunks: [number, number][] = [];
  for (const at of changed) {
    const last = hunks.at(-1);
    if (last && at - last[1] <= context * 2) last[1] = at;
    else hunks.push([at, at]);
  }
  return hunks.map(([from, to]) => hunkText(edits, Math.max(0, from - context), to + context + 1)).join('');
}

function hunkText(edits: readonly Edit[], from: number, to: number): string {
  const inside = edits.slice(from, to);
  const count = (list: readonly Edit[], kind: '-' | '+'): number =>
    list.filter((edit) => edit.kind === ' ' || edit.kind === kind).length;
  const range = (kind: '-' | '+'): string => {
    const lines = count(inside, kind);
    const start = count(edits.slice(0, from), kind) + 1;
    return lines === 1 ? `${start}` : `${lines === 0 ? start - 1 : start},${lines}`;
  };
  const body = inside.map(({ kind, line }) => `${kind}${line}\n`).join('');
  return `@@ -${range('-')} +${range('+')} @@\n${body}`;
}

/** Equal head and tail are set aside; between them the longest common subsequence, removals before additions. */
function lineEdits(before: readonly string[], after: readonly string[]): Edit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const same = (line: string): Edit => ({ kind: ' ', line });
  return [
    ...before.slice(0, head).map(same),
    ...middleEdits(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
}

function middleEdits(before: readonly string[], after: readonly string[]): Edit[] {
  const lengths = commonLengths(before, after);
  const edits: Edit[] = [];
  let [b, a] = [0, 0];
  const added: Edit[] = [];
  while (b < before.length || a < after.length) {
    const [old, now] = [before[b], after[a]];
    if (old !== undefined && old === now) {
      edits.push(...added.splice(0), { kind: ' ', line: old });
      b++;
      a++;
    } else if (old !== undefined && (now === undefined || (lengths[b + 1]?.[a] ?? 0) >= (lengths[b]?.[a + 1] ?? 0))) {
      edits.push({ kind: '-', line: old });
      b++;
    } else if (now !== undefined) {
      added.push({ kind: '+', line: now });
      a++;
    }
  }
  return [...edits, ...added];
}

function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let b = before.length - 1; b >= 0; b--) {
    for (let a = after.length - 1; a >= 0; a--) {
      const row = lengths[b];
      if (!row) continue;
      const down = lengths[b + 1];
      row[a] = before[b] === after[a] ? (down?.[a + 1] ?? 0) + 1 : Math.max(down?.[a] ?? 0, row[a + 1] ?? 0);
    }
  }
  return lengths;
}
