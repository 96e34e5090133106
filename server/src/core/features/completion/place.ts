// What every source of offers is given: where the cursor stands, in which object, and what is known around it.
import type { Schema } from '../../schema/schema.ts';
import type { Cursor } from './cursor.ts';
import type { Subject } from './subject.ts';
import type { WorkspaceNames } from './workspaceNames.ts';

export interface Place {
  readonly cursor: Cursor;
  readonly subject: Subject;
  readonly schema: Schema;
  readonly names: WorkspaceNames;
}
