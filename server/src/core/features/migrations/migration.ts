// What a migration is: how the body of an object changes when its apiVersion does. Each is a file of its own here and a
// line in catalogue.ts. It names paths and values; the file's own lines, comments and style are kept by `steps.ts`.
import type { Path } from '../../yaml/nodes.ts';
import type { PlainObject } from '../../yaml/plain.ts';
import type { Step } from '../refactorings/steps.ts';

export interface Migration {
  /** The apiVersions that are left, and the kind. */
  readonly from: readonly string[];
  readonly kinds: readonly string[];
  /** The changes besides that of the apiVersion, each made to the text that the one before left. */
  steps(object: MigratedObject): readonly Step[];
}

export interface MigratedObject {
  readonly value: PlainObject;
  readonly apiVersion: string;
  readonly kind: string;
  /** Where the object stands in its document: not at the root for items of a List. */
  readonly at: Path;
}
