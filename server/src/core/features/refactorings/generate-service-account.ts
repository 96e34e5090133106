// A ServiceAccount of a workload's own, with a Role to fill in and its binding; the pods then run under it.

import { wordAt } from '../../kubernetes/resource.ts';
import { text } from '../../text.ts';
import { setAt } from '../../yaml/edits.ts';
import type { PlainObject } from '../../yaml/plain.ts';
import { documentsBehind } from './newDocument.ts';
import type { Refactoring } from './refactoring.ts';
import { metadataBeside, type Workload, workloadAt } from './workload.ts';

export const generateServiceAccount: Refactoring = {
  id: 'generate-service-account',
  menu: 'generate',
  offer: (place) => {
    const workload = workloadAt(place);
    const account = workload && [...workload.template, 'spec', 'serviceAccountName'];
    if (!workload || !account || wordAt(place.root, account) !== undefined) return [];
    const { kind, name } = workload.resource;
    const named = setAt(place, account, name);
    if (named.length === 0) return [];
    return [
      {
        title: text(
          `Generate a ServiceAccount with a Role for ${kind}/${name}`,
          `为 ${kind}/${name} 生成 ServiceAccount 及 Role`,
        ),
        edits: [...named, documentsBehind(place.file, place.index, accountWithRole(workload))],
      },
    ];
  },
};

function accountWithRole(workload: Workload): readonly PlainObject[] {
  const metadata = metadataBeside(workload);
  const { name, namespace = 'default' } = workload.resource;
  const group = 'rbac.authorization.k8s.io';
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: `${group}/v1`,
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
    },
    {
      apiVersion: `${group}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: group, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  ];
}
