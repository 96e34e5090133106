// Text that people did not mean as YAML is taken out before reading: spaces copied from web pages, merge-conflict
// markers, actions of Helm templates. The tree of the repaired text is moved back onto the text as it stands, so one
// odd space costs one problem and not a tree of them.
import type { TextEdit } from '../finding.ts';
import type { Node, Pair, YamlDocument, YamlProblem } from './nodes.ts';
import { problemText } from './problems.ts';

export interface Repair {
  /** In order, not overlapping. */
  readonly edits: readonly TextEdit[];
  readonly problems: readonly YamlProblem[];
}

const suspicious =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\ufffe\uffff]/;

/** Enough for any manifest that is written by hand; a body of megabytes is not looked through at every keystroke. */
const mostLookedAt = 1_000_000;

/** What has to be taken out before reading, with its problems; undefined for ordinary text, at the price of a glance. */
export function findRepair(text: string): Repair | undefined {
  const odd = suspicious.test(text.slice(text.charCodeAt(0) === 0xfeff ? 1 : 0, mostLookedAt));
  const conflict = text.includes('<<<<<<< ') || text.includes('>>>>>>> ');
  if (!odd && !conflict) return undefined;
  const conflicts = conflict ? findConflicts(text) : { edits: [], problems: [] };
  const spaces = odd ? findCopiedSpaces(text) : { edits: [], problems: [] };
  const controls = odd ? findControls(text) : [];
  const edits = conflicts.edits.length > 0 ? conflicts.edits : spaces.edits;
  const problems = [...conflicts.problems, ...spaces.problems, ...controls];
  return problems.length > 0 ? { edits, problems } : undefined;
}

function findControls(text: string): YamlProblem[] {
  const at = text.search(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/);
  return at < 0 ? [] : [{ ...problemText('control-character', ''), span: { start: at, end: at + 1 } }];
}

const oddSpaces = '\\xa0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000';
const zeroWidths = '\\u200b-\\u200f\\u2028\\u2029\\u2060\\ufeff';
const odd = `${oddSpaces}${zeroWidths}`;

/** Where an odd space stands in the place of a blank: indentation, line end, behind `:` `-` `,`, before `#`, and in keys. */
const structural = new RegExp(
  [
    `^[ \\t${odd}]*[${odd}][ \\t${odd}]*`,
    `[ \\t${odd}]*[${odd}][ \\t${odd}]*$`,
    `(?<=[:,-])[ \\t${odd}]*[${odd}][ \\t${odd}]*`,
    `[ \\t${odd}]*[${odd}][ \\t${odd}]*(?=[#:])`,
    `(?<=^[ \\t-]*[\\w./]+)[${zeroWidths}]+(?=[\\w./]*:)`,
  ].join('|'),
  'g',
);

function findCopiedSpaces(text: string): Repair {
  const edits: TextEdit[] = [];
  let scalarColumn = -1;
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end).replace(/\r$/, '');
    const column = line.search(/\S/);
    if (column >= 0 && column <= scalarColumn) scalarColumn = -1;
    if (scalarColumn < 0) {
      edits.push(...lineEdits(line, start));
      if (/(^|[:\s-])[|>][+-]?\d?[+-]?\s*(#.*)?$/.test(line)) scalarColumn = Math.max(column, 0);
    }
    start = end + 1;
  }
  const first = edits[0];
  if (!first) return { edits, problems: [] };
  const title = { en: 'replace them in the whole document', zh: '在整个文档中替换' };
  const count = [...text.matchAll(new RegExp(`[${odd}]`, 'g'))].length;
  const problem = { ...problemText('copied-spaces', String(count)), span: first.span };
  return { edits, problems: [{ ...problem, fixes: [{ title, edits, preferred: true }] }] };
}

function lineEdits(line: string, offset: number): TextEdit[] {
  const comment = line.search(/(^|\s)#/);
  return [...line.matchAll(structural)]
    .filter((match) => comment < 0 || match.index <= comment)
    .map((match) => ({
      span: { start: offset + match.index, end: offset + match.index + match[0].length },
      newText: plainBlanks(match[0]),
    }));
}

/** A full-width space is as wide as two, a zero-width one is nothing. */
function plainBlanks(blanks: string): string {
  return blanks
    .replace(new RegExp(`[${zeroWidths}]`, 'g'), '')
    .replaceAll('\u3000', '  ')
    .replace(new RegExp(`[${oddSpaces}]`, 'g'), ' ');
}

/** Our side of a conflict is read, theirs and the marker lines are not. */
function findConflicts(text: string): Repair {
  const edits: TextEdit[] = [];
  const problems: YamlProblem[] = [];
  for (const match of text.matchAll(/^(?:<{7} .*|>{7} .*|={7}\r?\n(?:.*\r?\n)*?>{7} .*|={7}\r?$)/gm)) {
    const span = { start: match.index, end: match.index + match[0].length };
    edits.push({ span, newText: '' });
    const line = match[0].split('\n', 1)[0] ?? '';
    if (line.startsWith('<') || problems.length === 0) {
      const place = { start: span.start, end: span.start + line.trimEnd().length };
      problems.push({ ...problemText('conflict-marker', ''), span: place });
    }
  }
  return { edits, problems };
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let from = 0;
  for (const { span, newText } of edits) {
    result += text.slice(from, span.start) + newText;
    from = span.end;
  }
  return result + text.slice(from);
}

/** The tree of the edited text, with every span where it stands in the text before the edits. */
export function moveBack(document: YamlDocument, edits: readonly TextEdit[]): YamlDocument {
  const back = backwards(edits);
  const moved = new Map<Node, Node>();
  const span = <T extends { readonly start: number; readonly end: number }>(value: T): T => ({
    ...value,
    start: back(value.start),
    end: back(value.end),
  });
  const pair = (value: Pair): Pair => ({
    ...span(value),
    key: span(value.key),
    value: value.value && node(value.value),
  });
  const node = (value: Node): Node => {
    const known = moved.get(value);
    if (known) return known;
    const next = span(bare(value));
    moved.set(value, next);
    return next;
  };
  const bare = (value: Node): Node => {
    if (value.type === 'mapping') return { ...value, pairs: value.pairs.map(pair) };
    if (value.type === 'alias') return { ...value, target: value.target && node(value.target) };
    if (value.type === 'scalar') return value;
    return { ...value, items: value.items.map((item) => ({ ...span(item), value: item.value && node(item.value) })) };
  };
  return {
    root: document.root && node(document.root),
    problems: document.problems.map((problem) => {
      const { fixes: _, ...rest } = problem;
      return { ...rest, span: span(problem.span) };
    }),
    comments: document.comments.map(span),
  };
}

/** From an offset in the edited text to the one in the text before. */
function backwards(edits: readonly TextEdit[]): (offset: number) => number {
  const steps: { readonly from: number; readonly to: number }[] = [];
  let shift = 0;
  for (const { span, newText } of edits) {
    shift += newText.length - (span.end - span.start);
    steps.push({ from: span.end + shift, to: span.end });
  }
  return (offset) => {
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((steps[middle]?.from ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const step = steps[low - 1];
    const moved = step ? step.to + offset - step.from : offset;
    const next = edits[low];
    return next ? Math.min(moved, next.span.end) : moved;
  };
}
