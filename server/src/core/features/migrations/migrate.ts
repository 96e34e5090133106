// The edits that bring an object to another apiVersion, its body with it.
import type { TextEdit } from '../../finding.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import type { Editable } from '../../yaml/edits.ts';
import { isPlainObject, toPlain } from '../../yaml/plain.ts';
import { inSteps, type Step } from '../refactorings/steps.ts';
import { migrations } from './catalogue.ts';
import { set } from './steps.ts';

export interface Migrated {
  readonly edits: readonly TextEdit[];
  /** Whether more than the apiVersion changes. */
  readonly changesBody: boolean;
}

/** What makes the object one of another apiVersion. */
export function migrated({ text, root }: Editable, resource: Resource, apiVersion: string): Migrated {
  const version = set([...resource.path, 'apiVersion'], apiVersion);
  const edits = version({ text, root });
  const body = bodySteps(resource);
  if (body.length === 0) return { edits, changesBody: false };
  const whole = inSteps(text, [version, ...body]);
  const changesBody = JSON.stringify(whole) !== JSON.stringify(inSteps(text, [version]));
  return { edits: changesBody ? whole : edits, changesBody };
}

function bodySteps({ apiVersion, kind, path, node }: Resource): readonly Step[] {
  const migration = migrations.find(({ from, kinds }) => from.includes(apiVersion) && kinds.includes(kind));
  const { value } = toPlain(node);
  return migration && isPlainObject(value) ? migration.steps({ value, apiVersion, kind, at: path }) : [];
}
