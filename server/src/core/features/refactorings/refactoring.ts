// What a refactoring is: something to do at a place that nobody complained about. Each is a file of its own in this
// folder, a line in catalogue.ts and fixtures in test/fixtures/refactorings/<id>; an offered one applies as it stands.
import type { Fix } from '../../finding.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import type { ManifestDocument } from '../../workspace/document.ts';
import type { ManifestFile } from '../../workspace/file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Node, Path } from '../../yaml/nodes.ts';

export interface RefactoringPlace {
  readonly workspace: Workspace;
  readonly file: ManifestFile;
  /** Of the document in the file. */
  readonly index: number;
  readonly document: ManifestDocument;
  readonly text: string;
  readonly root: Node | undefined;
  /** From the document's root to what the cursor is on. */
  readonly path: Path;
  /** The object that holds the cursor; of a List, the item. */
  readonly resource: Resource | undefined;
}

export interface Refactoring {
  /** Kebab-case, the file's name. */
  readonly id: string;
  /** The menu it stands in: LSP's code action kinds below `refactor`. */
  readonly menu: 'extract' | 'rewrite' | 'move' | 'generate';
  /** The kinds of the core group that it is for; of all kinds when left out. */
  readonly kinds?: readonly string[];
  /** None where it makes no sense. Edits without `uri` are of the document. */
  readonly offer: (place: RefactoringPlace) => readonly Fix[];
}

/** The part of the cursor's path that lies inside the object; undefined outside of objects. */
export function pathInObject({ path, resource }: RefactoringPlace): Path | undefined {
  return resource && path.slice(resource.path.length);
}

/** On what an object is called: its apiVersion, kind or metadata. There, what concerns the whole object is offered. */
export function onHead(place: RefactoringPlace): boolean {
  const [first] = pathInObject(place) ?? [];
  return first === 'apiVersion' || first === 'kind' || first === 'metadata';
}
