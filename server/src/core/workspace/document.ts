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

const trees = new WeakMap<ManifestDocument, YamlDocument>();

/** Its tree, kept with it. */
export function treeOf(document: ManifestDocument): YamlDocument {
  const known = trees.get(document);
  if (known) return known;
  const tree = parseDocument(document.text);
  trees.set(document, tree);
  return tree;
}

/** Its tree for one reading: made and let go, unless it is kept already. */
export function treeToRead(document: ManifestDocument): YamlDocument {
  return trees.get(document) ?? parseDocument(document.text);
}

/** Whether it is ours to judge; see documentKind. */
export const kindOf: (document: ManifestDocument) => DocumentKind = perDocument((document) =>
  documentKind(document.text, treeOf(document)),
);

/** The Kubernetes objects in it; none where it is a template or somebody else's file. */
export const objectsOf: (document: ManifestDocument) => readonly Resource[] = perDocument((document) =>
  kindOf(document) === 'manifest' ? resourcesOf(treeOf(document).root) : [],
);

/** Offsets at which its lines start; the first is 0. */
export const linesOf: (document: ManifestDocument) => readonly number[] = perDocument(({ text }) => lineStartsOf(text));
