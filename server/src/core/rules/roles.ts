// What a binding grants: the rules of the role that it names, where the workspace has that role. Roles of the system are
// left alone: they come with the cluster.
import type { JsonObject } from '../apiserver/types.ts';
import { items, object, strings } from './containers.ts';
import type { Target } from './rule.ts';
import { byName, mayShareNamespace } from './target.ts';

/** The roles that every cluster has for people. */
const everywhere = ['cluster-admin', 'admin', 'edit', 'view'];

/** Roles and bindings that come with the cluster; nobody who repeats them in a manifest meant to grant more. */
export function comesWithCluster(name: string): boolean {
  return name.startsWith('system:') || everywhere.includes(name);
}

/** The rules of the role to which a RoleBinding or ClusterRoleBinding binds; none for other kinds. */
export function boundRules({ resource, workspace }: Target): readonly JsonObject[] {
  if (!/^(Cluster)?RoleBinding$/.test(resource.kind) || comesWithCluster(resource.name)) return [];
  const { kind, name } = object(resource.object['roleRef']);
  if (kind !== 'Role' && kind !== 'ClusterRole') return [];
  if (everywhere.includes(String(name))) return [];
  return workspace
    .ofKindWith(kind, byName, String(name))
    .filter((role) => kind === 'ClusterRole' || mayShareNamespace(role, resource))
    .flatMap((role) => items(role.object['rules']));
}

/** Whether a list of a role's rule has one of the names, or all by `*`. */
export function grants(
  rule: JsonObject,
  field: 'apiGroups' | 'resources' | 'verbs',
  names: readonly string[],
): boolean {
  return strings(rule[field]).some((given) => given === '*' || names.includes(given));
}
