// The order in which a build is printed (kustomize v5.8, api/internal/builtins/SortOrderTransformer.go): without
// `sortOptions` the legacy one, namespaces and definitions first, webhooks last, so that it can be applied as it stands.
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { type BuiltObject, currentId, type Gvk, gvkWords, isSameGvk, NotBuilt, type ResourceId } from './object.ts';

const first = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const last = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** @param options `sortOptions` of the kustomization that is built */
export function inOrder(all: readonly BuiltObject[], options: PlainValue | undefined): readonly BuiltObject[] {
  const says: PlainObject = isPlainObject(options) ? options : { order: 'legacy' };
  const order = says['order'];
  if (order !== 'fifo' && order !== 'legacy')
    throw new NotBuilt("the field 'sortOptions.order' must be one of [fifo, legacy]");
  const own = says['legacySortOptions'];
  if (order === 'fifo') {
    if (isPlainObject(own))
      throw new NotBuilt(
        "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'",
      );
    return all;
  }
  const ranks = isPlainObject(own)
    ? ranksOf(wordsIn(own['orderFirst']), wordsIn(own['orderLast']))
    : ranksOf(first, last);
  const ids = all.map((one) => ({ one, id: currentId(one) }));
  return ids.sort((a, b) => compared(a.id, b.id, ranks)).map(({ one }) => one);
}

function wordsIn(value: PlainValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((item) => String(item)) : [];
}

function ranksOf(before: readonly string[], after: readonly string[]): ReadonlyMap<string, number> {
  return new Map([
    ...before.map((kind, at): [string, number] => [kind, at - before.length]),
    ...after.map((kind, at): [string, number] => [kind, at + 1]),
  ]);
}

function compared(a: ResourceId, b: ResourceId, ranks: ReadonlyMap<string, number>): number {
  if (isSameGvk(a, b)) return byText(nameWords(a), nameWords(b));
  const rank = (ranks.get(a.kind) ?? 0) - (ranks.get(b.kind) ?? 0);
  if (rank !== 0) return rank;
  const ownFirst = a.kind === 'Namespace' && b.kind === 'Namespace' && (a.group === '' || b.group === '');
  return ownFirst ? byText(kindWords(b), kindWords(a)) : byText(kindWords(a), kindWords(b));
}

const legacyRanks = ranksOf(first, last);

/** The order in which kustomize keeps its tables. */
export function comparedGvk(a: Gvk, b: Gvk): number {
  return (legacyRanks.get(a.kind) ?? 0) - (legacyRanks.get(b.kind) ?? 0) || byText(kindWords(a), kindWords(b));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
function kindWords({ group, version, kind }: Gvk): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
}
const nameWords = (id: ResourceId): string => `${gvkWords(id)}|${id.namespace || '~X'}|${id.name || '~N'}`;
