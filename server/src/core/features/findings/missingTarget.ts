// Whether a reference leads nowhere. A workspace may rightly hold only a part of what a cluster has: of a type that it
// has no object of, nothing is told unless the settings call it complete.
import { kindFacts } from '../../kubernetes/kinds/catalogue.ts';
import { builtOf, builtTargets, movedTargets } from '../../kustomize/built.ts';
import type { ObjectFact, Reference } from '../../workspace/facts.ts';
import type { Entry } from '../../workspace/index.ts';
import { mayShareNamespace, objectsOfType, targetsOf } from '../../workspace/resolve.ts';
import type { Completeness } from '../../workspace/settings.ts';
import type { Workspace } from '../../workspace/workspace.ts';

export interface MissingTarget {
  /** Objects of the type that could be referred to instead. */
  readonly others: readonly Entry<ObjectFact>[];
  /** The settings say that all such objects are in the workspace. */
  readonly isComplete: boolean;
  readonly isTold: boolean;
}

export type Target = { readonly found: readonly Entry<ObjectFact>[] } | { readonly missing: MissingTarget } | undefined;

/** What a reference of the file leads to; undefined where that cannot be said. */
export function targetOf(workspace: Workspace, uri: string, reference: Reference): Target {
  const written = targetsOf(workspace, reference);
  if (written.length > 0) return { found: written };
  if (reference.elsewhere || reference.optional || isProvided(reference)) return undefined;
  const built = [...builtTargets(workspace, reference), ...movedTargets(workspace, reference, uri)];
  if (built.length > 0) return { found: built };
  if (builtOf(workspace, uri).isOpen) return undefined;
  const others = reference.types
    .flatMap((type) => objectsOfType(workspace, type))
    .filter(({ fact }) => mayShareNamespace(fact.namespace, reference.namespace) && fact.name !== '');
  const isComplete = isHeldCompletely(workspace.settings.complete, reference);
  return { missing: { others, isComplete, isTold: others.length > 0 || isComplete } };
}

/** Whether the settings say that all objects of the type, in the namespace, are in the workspace. */
function isHeldCompletely(complete: Completeness | undefined, { types, namespace }: Reference): boolean {
  if (!complete) return false;
  const { kinds, namespaces } = complete;
  const isOfKind = kinds === undefined || kinds.includes('*') || types.some((type) => kinds.includes(kindName(type)));
  return isOfKind && (namespaces === undefined || namespaces.includes(namespace ?? 'default'));
}

/** Every cluster has it. */
function isProvided({ types, name }: Reference): boolean {
  return types.some((type) => {
    const group = type.includes('/') ? type.slice(0, type.indexOf('/')) : '';
    return kindFacts(group, kindName(type))?.provided?.some((pattern) => pattern.test(name)) === true;
  });
}

/** Of a type `group/Kind`, or `Kind` in the core group. */
export function kindName(type: string): string {
  return type.slice(type.indexOf('/') + 1);
}
