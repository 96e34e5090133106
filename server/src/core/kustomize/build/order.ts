// The order in which kubectl's kustomize prints a build (legacy order of kustomize v5, kyaml/resid/gvk.go): namespaces and
// definitions first, webhooks last, so that it can be applied as it stands.
import { type BuiltObject, groupOf, kindOf, nameOf, namespaceOf, wordAt } from './object.ts';

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

export function inOrder(all: readonly BuiltObject[]): readonly BuiltObject[] {
  return [...all].sort((a, b) => rankOf(a) - rankOf(b) || compare(idOf(a), idOf(b)));
}

function rankOf(one: BuiltObject): number {
  const kind = kindOf(one);
  if (last.includes(kind)) return first.length + 1 + last.indexOf(kind);
  return first.includes(kind) ? first.indexOf(kind) - first.length : 0;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function idOf(one: BuiltObject): string {
  const version = wordAt(one.object, ['apiVersion']).replace(/^.*\//, '');
  return [groupOf(one), version, kindOf(one), namespaceOf(one), nameOf(one)].join('_');
}
