// `kubectl create role|clusterrole|rolebinding|clusterrolebinding`. Source: kubectl/pkg/cmd/create/create_role.go,
// create_rolebinding.go (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import { groupOf } from '../../kinds.ts';
import { resourceIn } from '../customResources.ts';
import { type Arguments, flag, values } from '../flags.ts';
import { pluralOf } from '../resources.ts';
import type { Maker } from './createObject.ts';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const apiGroup = 'rbac.authorization.k8s.io';

const listed = (args: Arguments, name: string): readonly string[] => [
  ...new Set(values(args, name).flatMap((value) => value.split(','))),
];

const role =
  (kind: string): Maker =>
  (view, args, name) => {
    const [verbs, resources, names] = [listed(args, 'verb'), listed(args, 'resource'), listed(args, 'resource-name')];
    if (verbs.length === 0) return 'at least one verb must be specified';
    if (resources.length === 0) return 'at least one resource must be specified';
    const groups = new Map<string, string[]>();
    for (const written of resources) {
      const [base = '', subresource] = written.split('/');
      const found = resourceIn(view, base);
      if (!found && base !== '*') return `the server doesn't have a resource type "${base.split('.')[0]}"`;
      const group = found ? groupOf(found.apiVersion) : '*';
      const plural = found ? pluralOf(found) : '*';
      const known = groups.get(group) ?? [];
      known.push(subresource === undefined ? plural : `${plural}/${subresource}`);
      groups.set(group, known);
    }
    const rules = [...groups].map(([group, inGroup]) => ({
      apiGroups: [group],
      resources: inGroup,
      ...(names.length > 0 && { resourceNames: names }),
      verbs,
    }));
    const made = { apiVersion, kind, metadata: { name }, rules };
    return made;
  };

const binding =
  (kind: string): Maker =>
  (_view, args, name) => {
    const [clusterRole, ownRole] = [flag(args, 'clusterrole'), flag(args, 'role')];
    if (kind === 'RoleBinding' && (clusterRole === undefined) === (ownRole === undefined))
      return 'exactly one of clusterrole or role must be specified';
    if (kind === 'ClusterRoleBinding' && clusterRole === undefined) return 'clusterrole must be specified';
    const roleRef =
      clusterRole === undefined
        ? { apiGroup, kind: 'Role', name: ownRole ?? '' }
        : { apiGroup, kind: 'ClusterRole', name: clusterRole };
    const accounts = listed(args, 'serviceaccount').map((text) => text.split(':'));
    if (accounts.some((parts) => parts.length !== 2 || parts[0] === ''))
      return 'serviceaccount must be <namespace>:<name>';
    const subjects: JsonObject[] = [
      ...listed(args, 'user').map((user) => ({ apiGroup, kind: 'User', name: user })),
      ...listed(args, 'group').map((group) => ({ apiGroup, kind: 'Group', name: group })),
      ...accounts.map(([namespace = '', account = '']) => ({ kind: 'ServiceAccount', namespace, name: account })),
    ];
    const made = { apiVersion, kind, metadata: { name }, roleRef, ...(subjects.length > 0 && { subjects }) };
    return made;
  };

export const accessMakers: Readonly<Record<string, Maker>> = {
  role: role('Role'),
  clusterrole: role('ClusterRole'),
  rolebinding: binding('RoleBinding'),
  clusterrolebinding: binding('ClusterRoleBinding'),
};
