// The text edits that put a value at a path, take one away or append one, in the file's own style, touching nothing else.
// They speak offsets of the document they are given; they do not know why a value should change.
import type { TextEdit } from '../finding.ts';
import type { Node, Path } from './nodes.ts';
import type { PlainValue } from './plain.ts';

/** A document to edit: its text, and the tree that was parsed from it. */
export interface Editable {
  readonly text: string;
  readonly root: Node | undefined;
}

/** Sets the value at a path, writing the mappings on the way that are missing. */
export function setAt(_document: Editable, _path: Path, _value: PlainValue): readonly TextEdit[] {
  return [];
}

/** Removes the pair or item at a path with its line; nothing when it is not there. */
export function removeAt(_document: Editable, _path: Path): readonly TextEdit[] {
  return [];
}

/** Appends an item to the list at a path, writing the list when it is missing. */
export function appendAt(_document: Editable, _path: Path, _item: PlainValue): readonly TextEdit[] {
  return [];
}

/** Gives the key at a path another name. */
export function renameKeyAt(_document: Editable, _path: Path, _name: string): readonly TextEdit[] {
  return [];
}

/** Writes the scalar at a path as a quoted string with the text it has now: `yes` becomes `"yes"`. */
export function quoteAt(_document: Editable, _path: Path): readonly TextEdit[] {
  return [];
}
