// A block of several lines that is pasted takes the indentation of its place: of the columns that the lines around leave open
// the one in which least is wrong, and there the file's way of writing lists. What is no block is pasted as it is.
import type { Span } from '../finding.ts';
import { documentOf, linesOf, type ManifestDocument, treeOf } from '../workspace/document.ts';
import { type DocumentPlace, fileOf, type ManifestFile } from '../workspace/file.ts';
import { lastAtMost } from '../workspace/lines.ts';
import { fileIn, type Workspace, withFile } from '../workspace/workspace.ts';
import { type Style, styleOf } from '../yaml/style.ts';
import { findCursor } from './completion/cursor.ts';
import { findingsIn } from './findingsIn.ts';
import { applyEdits } from './fixes.ts';
import { formatLines } from './format.ts';

export interface Pasted {
  /** Of the document; begins where the line does. */
  readonly span: Span;
  readonly newText: string;
}

/** @param end of the selection that is overwritten, in the same document */
export function pasteAt(
  workspace: Workspace,
  file: ManifestFile,
  { index, document, offset }: DocumentPlace,
  end: number,
  pasted: string,
): Pasted | undefined {
  const spot = spotOf(document, offset, end);
  const lines = pasted.replace(/\r\n/g, '\n').split('\n');
  const isBlock = lines.length > 1 && lines.some((line) => line.trim() !== '') && !pasted.includes('\t');
  if (!isBlock || !spot || (spot.rest !== '' && lines.at(-1) !== '')) return undefined;
  const block = dedented(lines, spot.style);
  const versions = columnsFor(spot, lines).map((column) => placed(spot, block, column));
  const judge = (version: Version) => faults(workspace, file, index, version.whole);
  const best = versions.length > 1 ? leastOf(versions, judge) : versions[0];
  if (!best) return undefined;
  const newText = inStyle(spot, best).replaceAll('\n', spot.style.eol);
  return { span: { start: spot.lineStart, end }, newText };
}

interface Spot {
  readonly text: string;
  readonly lineStart: number;
  readonly end: number;
  /** Blanks or dashes left of the cursor. */
  readonly before: string;
  /** What is right of it, without blanks. */
  readonly rest: string;
  /** Inside a text block: its lines keep to themselves. */
  readonly inText: boolean;
  readonly style: Style;
}

function spotOf(document: ManifestDocument, offset: number, end: number): Spot | undefined {
  const { text } = document;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', end);
  const before = text.slice(lineStart, offset);
  // What is overwritten says nothing about how lines are written here.
  const around = text.slice(0, offset) + text.slice(end);
  if (!/^ *(- +)*$/.test(before)) return undefined;
  return {
    text,
    lineStart,
    end,
    before,
    rest: text.slice(end, newline < 0 ? text.length : newline).trim(),
    inText: around.trim() !== '' && findCursor(around, offset) === undefined,
    style: styleOf(around, treeOf(documentOf(around)).root),
  };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function leastIndent(lines: readonly string[]): number {
  return Math.min(...lines.filter((line) => line.trim() !== '').map(indentOf));
}

/** The lines at column 0; a first one that was copied from its middle gets back what it had. */
function dedented(lines: readonly string[], style: Style): readonly string[] {
  const [first = '', ...others] = lines;
  const rest = others.filter((line) => line.trim() !== '');
  const least = rest.length === 0 ? 0 : leastIndent(rest);
  const isCut = indentOf(first) === 0 && least > 0;
  const whole = isCut ? [' '.repeat(cutFrom(first, rest, least, style)) + first, ...others] : lines;
  const by = leastIndent(whole);
  return whole.map((line) => (line.trim() === '' ? '' : line.slice(by)));
}

function cutFrom(first: string, rest: readonly string[], least: number, { indent, indentlessLists }: Style): number {
  const opens = /:\s*([|>][-+\d]*)?$/.test(first);
  const outermost = rest.filter((line) => indentOf(line) === least);
  const isAmongItems = /^ *-( |$)/.test(outermost[0] ?? '') && !opens;
  if (first.startsWith('- ')) return isAmongItems ? least : Math.max(0, least - 2);
  const hasItems = outermost.some((line) => /^ *-( |$)/.test(line));
  if (!opens || indentOf(rest[0] ?? '') > least) return least;
  return hasItems && indentlessLists ? least : Math.max(0, least - indent);
}

/** Columns that the lines around leave open, the likeliest first. */
function columnsFor(
  { text, lineStart, before, rest, inText, style }: Spot,
  lines: readonly string[],
): readonly number[] {
  if (before.includes('-') || inText) return [before.length];
  const columns: number[] = before === '' ? [] : [before.length];
  if (rest !== '') columns.push(before.length);
  let least = Number.MAX_SAFE_INTEGER;
  for (const line of text.slice(0, lineStart).split('\n').reverse()) {
    if (line.trim() === '' || indentOf(line) >= least) continue;
    if (/^(---|\.\.\.)/.test(line)) break;
    const [, blanks = '', dashes = '', words = ''] = /^( *)((?:- +)*)(.*)$/.exec(line.trimEnd()) ?? [];
    const key = blanks.length + dashes.length;
    if (/:(\s+#.*)?$/.test(words)) columns.push(key + style.indent, key);
    else columns.push(key, blanks.length);
    least = blanks.length;
    if (least === 0) break;
  }
  return [...new Set([...columns, indentOf(lines[0] ?? ''), 0])];
}

interface Version {
  readonly inserted: string;
  readonly whole: string;
}

function placed({ text, lineStart, end, before, rest }: Spot, block: readonly string[], column: number): Version {
  const isItem = before.includes('-');
  const lines = block.map((line, at) => {
    if (at === 0 && isItem) return before + line;
    return line === '' ? '' : ' '.repeat(column) + line;
  });
  const inserted = lines.join('\n') + (rest === '' ? '' : before);
  return { inserted, whole: text.slice(0, lineStart) + inserted + text.slice(end) };
}

function leastOf(versions: readonly Version[], judge: (version: Version) => number): Version | undefined {
  let best: Version | undefined;
  let least = Number.MAX_SAFE_INTEGER;
  for (const version of versions) {
    const found = judge(version);
    if (found >= least) continue;
    best = version;
    least = found;
    if (found === 0) break;
  }
  return best;
}

const unreadable = 1000;

/** How much is wrong with the file when its document number `index` is this one. */
function faults(workspace: Workspace, file: ManifestFile, index: number, document: string): number {
  const documents = file.documents.map(({ text }, at) => (at === index ? document : text));
  const next = withFile(workspace, file.uri, documents.join(''));
  const after = fileIn(next, file.uri) ?? fileOf(file.uri, '');
  const around = after.documents.slice(index, index + 1 + after.documents.length - file.documents.length);
  return around.reduce((sum, part, at) => {
    const isBroken = treeOf(part).problems.length > 0;
    const found = findingsIn(next, after, index + at).filter(({ severity }) => severity !== 'hint');
    return sum + found.length + (isBroken ? unreadable : 0);
  }, 0);
}

/** The inserted lines with lists as the file writes them, where that changes no value. */
function inStyle({ text, lineStart, end, style }: Spot, { inserted, whole }: Version): string {
  const document = documentOf(whole);
  const starts = linesOf(document);
  const first = lastAtMost(starts, lineStart);
  const last = lastAtMost(starts, lineStart + inserted.replace(/\n *$/, '').length);
  const lists = style.indentlessLists ? 'indentless' : 'keep';
  const after = applyEdits(whole, formatLines(document, { first, last }, { lists, sortsTopKeys: false }));
  return after.slice(lineStart, after.length - (text.length - end));
}
