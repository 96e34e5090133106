// One `---` part of a file as an immutable value: its text, and what follows from the text alone. What follows is made
// when it is first asked for and kept with the value; an edit makes another value, so nothing is ever out of date.
// A document does not know its file, its place in it, or other documents.
import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import type { YamlDocument } from '../yaml/nodes.ts';
import { parseDocument } from '../yaml/parse.ts';
import { type DocumentKind, documentKind } from './documentKind.ts';
import { lineStartsOf } from './lines.ts';

export interface ManifestDocument {
  /** From its `---` line, where it has one, to the next document. */
  readonly text: string;
}

export function documentOf(text: string): ManifestDocument {
  return { text };
}

/** A function of documents that is computed once a document, and forgotten with it. */
export function perDocument<T>(compute: (document: ManifestDocument) => T): (document: ManifestDocument) => T {
  const known = new WeakMap<ManifestDocument, { readonly value: T }>();
  return (document) => {
    const entry = known.get(document);
    if (entry) return entry.value;
    const value = compute(document);
    known.set(document, { value });
    return value;
  };
}

/**
 * Trees take some ten times the memory of their text, so that only those are kept which were asked for last: of
 * documents with together this many characters, but always the last one. Others are parsed again when they are asked for.
 */
const mostCharacters = 1_000_000;
const trees = new Map<ManifestDocument, YamlDocument>();
let characters = 0;

/** Its tree, kept for the next who asks. */
export function treeOf(document: ManifestDocument): YamlDocument {
  const known = trees.get(document);
  const tree = known ?? parseDocument(document.text);
  if (known) trees.delete(document);
  else characters += document.text.length;
  trees.set(document, tree);
  if (characters > mostCharacters) forgetOldest(document);
  return tree;
}

function forgetOldest(last: ManifestDocument): void {
  for (const document of trees.keys()) {
    if (characters <= mostCharacters || document === last) return;
    trees.delete(document);
    characters -= document.text.length;
  }
}

/** Its tree for one reading: made and let go, unless it is kept already. */
export function treeToRead(document: ManifestDocument): YamlDocument {
  return trees.get(document) ?? parseDocument(document.text);
}

/** Whether it is ours to judge; see documentKind. */
export const kindOf: (document: ManifestDocument) => DocumentKind = perDocument((document) =>
  documentKind(document.text, treeOf(document)),
);

const objects = new WeakMap<YamlDocument, readonly Resource[]>();
const noObjects: readonly Resource[] = [];

/** The Kubernetes objects in it, kept with its tree; none where it is a template or somebody else's file. */
export function objectsOf(document: ManifestDocument): readonly Resource[] {
  if (kindOf(document) !== 'manifest') return noObjects;
  const tree = treeOf(document);
  const known = objects.get(tree) ?? resourcesOf(tree.root);
  objects.set(tree, known);
  return known;
}

/** Offsets at which its lines start; the first is 0. */
export const linesOf: (document: ManifestDocument) => readonly number[] = perDocument(({ text }) => lineStartsOf(text));
