// Namespaces: each new one gets its service account and the cluster's root certificate; a terminating one is emptied and
// then let go. Sources: pkg/controller/namespace/deletion, pkg/controller/serviceaccount (v1.36).
import { refOf } from '../cluster.ts';
import type { ClusterView, Controller, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import { kindFacts } from '../kinds.ts';
import type { Condition, KubeObject, Namespace } from '../objects.ts';
import { timeMs } from './availability.ts';
import type { Doing } from './podControl.ts';

export function namespaceController(): Controller {
  return {
    name: 'namespace-controller',
    watches: {
      Namespace: ({ object, verb }) => (verb === 'delete' ? [] : [object.metadata.name]),
      ServiceAccount: ({ object, verb }) => (verb === 'delete' ? [object.metadata.namespace ?? ''] : []),
    },
    reconcile,
  };
}

function* reconcile(view: ClusterView, name: string): Steps {
  const namespace = view.get('Namespace', undefined, name);
  if (!namespace) return;
  if (namespace.metadata.deletionTimestamp) yield* empty(view, namespace);
  else yield* furnish(view, name);
}

function* furnish(view: ClusterView, namespace: string): Doing {
  const cause = { because: 'namespace' };
  if (!view.get('ServiceAccount', namespace, 'default'))
    yield {
      type: 'create',
      object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } },
      cause,
    };
  if (view.get('ConfigMap', namespace, 'kube-root-ca.crt')) return;
  const metadata = { name: 'kube-root-ca.crt', namespace };
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'ca.crt': '' } };
  yield { type: 'create', object, cause };
}

/** `namespaceDeletionGracePeriod`, and the first of the retries while something is left. */
const graceMs = 5000;

/** Pods first; when none is left everything else, then the namespace itself (`OrderedNamespaceDeletion`). */
function* empty(view: ClusterView, namespace: Namespace): Doing {
  const { name } = namespace.metadata;
  const waitMs = timeMs(namespace.metadata.deletionTimestamp) + graceMs - view.epochMs;
  if (waitMs > 0) {
    yield { type: 'requeue', afterMs: waitMs };
    return;
  }
  const pods = view.list('Pod', name);
  for (const object of pods.length > 0 ? pods : contentOf(view, name)) {
    if (object.metadata.deletionTimestamp !== undefined) continue;
    const cause = { because: 'namespace-deleted', object: refOf(namespace) };
    yield { type: 'delete', ref: refOf(object), propagation: 'Background', cause };
  }
  const left = pods.length > 0 ? [] : contentOf(view, name);
  yield* report(view, namespace, left);
  if (pods.length + left.length > 0) yield { type: 'requeue', afterMs: graceMs };
  else
    yield {
      type: 'patch',
      ref: refOf(namespace),
      patch: { spec: { finalizers: null } },
      cause: { because: 'finalized' },
    };
}

function contentOf(view: ClusterView, name: string): readonly KubeObject[] {
  const kinds = view.kinds().filter((kind) => !kindFacts(kind).clusterScoped);
  return kinds.flatMap((kind) => view.list<string>(kind, name));
}

function* report(view: ClusterView, namespace: Namespace, left: readonly KubeObject[]): Doing<boolean> {
  const time = view.now();
  const before = namespace.status.conditions ?? [];
  const conditions = conditionsOf(left).map((condition): Condition => {
    const same = before.find(({ type, status }) => type === condition.type && status === condition.status);
    return { ...condition, lastTransitionTime: same?.lastTransitionTime ?? time };
  });
  if (sameJson(before, conditions)) return true;
  const current = view.get('Namespace', undefined, namespace.metadata.name) ?? namespace;
  const status = { ...current.status, conditions };
  return (yield { type: 'updateStatus', object: { ...current, status } as Namespace, cause: { because: 'status' } }).ok;
}

/** `namespaceConditionUpdater`. */
function conditionsOf(left: readonly KubeObject[]): readonly Condition[] {
  const counts = countBy(left, (object) => resourceOf(object));
  const held = countBy(
    left.flatMap((object) => object.metadata.finalizers ?? []),
    (finalizer) => finalizer,
  );
  return [
    fact('NamespaceDeletionDiscoveryFailure', false, 'ResourcesDiscovered', 'All resources successfully discovered'),
    fact(
      'NamespaceDeletionGroupVersionParsingFailure',
      false,
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    fact(
      'NamespaceDeletionContentFailure',
      false,
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    counts.length > 0
      ? fact(
          'NamespaceContentRemaining',
          true,
          'SomeResourcesRemain',
          `Some resources are remaining: ${counts.map(([resource, n]) => `${resource} has ${n} resource instances`).join(', ')}`,
        )
      : fact('NamespaceContentRemaining', false, 'ContentRemoved', 'All content successfully removed'),
    held.length > 0
      ? fact(
          'NamespaceFinalizersRemaining',
          true,
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${held.map(([name, n]) => `${name} in ${n} resource instances`).join(', ')}`,
        )
      : fact(
          'NamespaceFinalizersRemaining',
          false,
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ),
  ];
}

function fact(type: string, on: boolean, reason: string, message: string): Condition {
  return { type, status: on ? 'True' : 'False', reason, message };
}

function countBy<T>(items: readonly T[], key: (item: T) => string): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `pods.`, `deployments.apps`: as the namespace controller names resources. */
function resourceOf(object: KubeObject): string {
  const group = object.apiVersion.includes('/') ? object.apiVersion.slice(0, object.apiVersion.indexOf('/')) : '';
  return `${kindFacts(object.kind).plural}.${group}`;
}
