// The refactorings that write a companion object for a workload: they differ in what they write only.
import { type Text, text } from '../../text.ts';
import { allObjects } from '../../workspace/resolve.ts';
import type { PlainObject } from '../../yaml/plain.ts';
import { documentsBehind } from './newDocument.ts';
import type { Refactoring, RefactoringPlace } from './refactoring.ts';
import { type Workload, workloadAt } from './workload.ts';

export interface Companion {
  readonly kind: string;
  /** Undefined where the workload gives no reason for one. */
  readonly objectOf: (workload: Workload) => PlainObject | undefined;
}

/** Offers the companion on the workload's head, unless an object of its kind and name is there. */
export function generatorOf(id: string, { kind, objectOf }: Companion): Refactoring {
  return {
    id,
    menu: 'generate',
    offer: (place) => {
      const workload = workloadAt(place);
      const object = workload && !exists(place, kind, workload) ? objectOf(workload) : undefined;
      if (!workload || !object) return [];
      return [{ title: titleOf(kind, workload), edits: [documentsBehind(place.file, place.index, [object])] }];
    },
  };
}

function titleOf(kind: string, { resource }: Workload): Text {
  const who = `${resource.kind}/${resource.name}`;
  return text(`Generate a ${kind} for ${who}`, `为 ${who} 生成 ${kind}`);
}

function exists({ workspace }: RefactoringPlace, kind: string, { resource }: Workload): boolean {
  for (const { fact } of allObjects(workspace)) {
    if (fact.kind === kind && fact.name === resource.name && fact.namespace === resource.namespace) return true;
  }
  return false;
}
