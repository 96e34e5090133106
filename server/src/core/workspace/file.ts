// One file as an immutable value: its documents and where each begins. An edit makes a new file that shares every
// document whose text did not change, and looks at no text but that of the documents around the edit: the cost of a
// keystroke does not grow with the file's text. It does not know disks or other files.
import type { Span } from '../finding.ts';
import { splitDocuments } from '../yaml/documents.ts';
import { documentOf, linesOf, type ManifestDocument } from './document.ts';
import { lastAtMost } from './lines.ts';

export interface ManifestFile {
  readonly uri: string;
  /** At least one. */
  readonly documents: readonly ManifestDocument[];
  /** Offset of each document in the file, and after them the file's length. */
  readonly starts: readonly number[];
  /** Number of the line that each document starts in (always at its first column). */
  readonly firstLines: readonly number[];
}

export interface Position {
  /** From 0. */
  readonly line: number;
  /** UTF-16 units from the line's start. */
  readonly character: number;
}

/** Part of a file's text, replaced. */
export interface FileEdit {
  readonly start: Position;
  readonly end: Position;
  readonly newText: string;
}

/** A place in a document of a file. */
export interface DocumentPlace {
  readonly index: number;
  readonly document: ManifestDocument;
  /** Relative to the document. */
  readonly offset: number;
}

/** @param before the file as it was, whose documents are shared as far as their text stands here, too */
export function fileOf(uri: string, text: string, before?: ManifestFile): ManifestFile {
  return assemble(uri, shareUnchanged(before?.documents ?? [], text, splitDocuments(text)));
}

/** The file after one edit; unchanged documents are the same values. */
export function editFile(file: ManifestFile, edit: FileEdit): ManifestFile {
  const from = placeOf(file, edit.start);
  const to = placeOf(file, edit.end);
  // A document's bounds depend on the lines beside them: an edit may merge it with the ones around.
  const first = Math.max(0, from.index - 1);
  const last = Math.min(file.documents.length - 1, to.index + 1);
  const before = textOfDocuments(file, first, from.index) + from.document.text.slice(0, from.offset);
  const after = to.document.text.slice(to.offset) + textOfDocuments(file, to.index + 1, last + 1);
  const region = before + edit.newText + after;
  const old = file.documents.slice(first, last + 1);
  const documents = shareUnchanged(old, region, splitDocuments(region));
  return assemble(file.uri, [...file.documents.slice(0, first), ...documents, ...file.documents.slice(last + 1)]);
}

/** From either end of the region, a document with the text that stood there before is the one that stood there. */
function shareUnchanged(
  old: readonly ManifestDocument[],
  region: string,
  spans: readonly Span[],
): readonly ManifestDocument[] {
  const texts = spans.map((span) => region.slice(span.start, span.end));
  let head = 0;
  while (head < old.length && head < texts.length && old[head]?.text === texts[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, texts.length) - head;
  while (tail < most && old[old.length - 1 - tail]?.text === texts[texts.length - 1 - tail]) tail++;
  const changed = texts.slice(head, texts.length - tail).map(documentOf);
  return [...old.slice(0, head), ...changed, ...old.slice(old.length - tail)];
}

function assemble(uri: string, documents: readonly ManifestDocument[]): ManifestFile {
  const starts: number[] = [];
  const firstLines: number[] = [];
  let start = 0;
  let line = 0;
  for (const document of documents) {
    starts.push(start);
    firstLines.push(line);
    start += document.text.length;
    line += linesOf(document).length - 1;
  }
  starts.push(start);
  return { uri, documents, starts, firstLines };
}

function textOfDocuments(file: ManifestFile, from: number, to: number): string {
  let text = '';
  for (let index = from; index < to; index++) text += file.documents[index]?.text ?? '';
  return text;
}

export function textOf(file: ManifestFile): string {
  return textOfDocuments(file, 0, file.documents.length);
}

/** The document that holds a position; positions outside the text count as its nearest end. */
export function placeOf(file: ManifestFile, position: Position): DocumentPlace {
  const index = lastAtMost(file.firstLines, position.line);
  const document = documentAt(file, index);
  const starts = linesOf(document);
  const line = Math.max(0, position.line - (file.firstLines[index] ?? 0));
  if (line >= starts.length) return { index, document, offset: document.text.length };
  const start = starts[line] ?? 0;
  return { index, document, offset: Math.min(start + Math.max(0, position.character), lineEnd(document, line)) };
}

/** Before the line break that ends the line. */
function lineEnd(document: ManifestDocument, line: number): number {
  const { text } = document;
  const next = linesOf(document)[line + 1];
  if (next === undefined) return text.length;
  return text[next - 1] === '\n' && text[next - 2] === '\r' ? next - 2 : next - 1;
}

/** The place of an offset of the file. */
export function placeOfOffset(file: ManifestFile, offset: number): DocumentPlace {
  const index = Math.min(lastAtMost(file.starts, offset), file.documents.length - 1);
  return { index, document: documentAt(file, index), offset: offset - (file.starts[index] ?? 0) };
}

/** The file's position of an offset in its document number `index`. */
export function positionOf(file: ManifestFile, index: number, offset: number): Position {
  const starts = linesOf(documentAt(file, index));
  const line = lastAtMost(starts, offset);
  return { line: (file.firstLines[index] ?? 0) + line, character: offset - (starts[line] ?? 0) };
}

export function documentAt(file: ManifestFile, index: number): ManifestDocument {
  return file.documents[index] ?? documentOf('');
}
