// Who may do what: roles and bindings as they are written, and the few rights that every cluster gives to everybody.
// Source: plugin/pkg/auth/authorizer/rbac/rbac.go, pkg/registry/rbac/validation/rule.go (v1.36). Knows no built-in ClusterRole
// but `cluster-admin`, `admin`, `edit` and `view` where they are not written down.
import type { ClusterView } from './frame.ts';
import type { KubeObject } from './objects.ts';

export interface Asker {
  readonly user: string;
  readonly groups: readonly string[];
}

export type Question =
  | {
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly subresource?: string;
      readonly name?: string;
      /** Absent: in all namespaces, or the resource has none. */
      readonly namespace?: string;
    }
  | { readonly verb: string; readonly path: string };

interface Rule {
  readonly verbs?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

interface Binding extends KubeObject {
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

/** `system:discovery` and `system:public-info-viewer`. */
const publicPaths = ['/api', '/apis', '/healthz', '/livez', '/openapi', '/readyz', '/version'];
/** `system:basic-user`. */
const ownQuestions = ['selfsubjectreviews', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews'];

const everything: Rule = { verbs: ['*'], apiGroups: ['*'], resources: ['*'], nonResourceURLs: ['*'] };

/** Without somebody who asks it is the administrator. */
export function allowed(view: ClusterView, asker: Asker | undefined, question: Question): boolean {
  if (!asker || asker.groups.includes('system:masters') || givenToAll(question)) return true;
  const rules = view
    .list<string>('ClusterRoleBinding')
    .concat(namespaceOf(question) === undefined ? [] : view.list<string>('RoleBinding', namespaceOf(question)))
    .filter((binding) => isMeant(binding as Binding, asker))
    .flatMap((binding) => rulesOf(view, binding as Binding));
  return rules.some((rule) => covers(rule, question));
}

const namespaceOf = (question: Question): string | undefined => ('path' in question ? undefined : question.namespace);

function givenToAll(question: Question): boolean {
  if (!('path' in question)) return question.verb === 'create' && ownQuestions.includes(question.resource);
  return (
    question.verb === 'get' &&
    publicPaths.some((path) => question.path === path || question.path.startsWith(`${path}/`))
  );
}

function isMeant({ subjects = [], metadata }: Binding, asker: Asker): boolean {
  return subjects.some(({ kind, name, namespace }) => {
    if (kind === 'User') return asker.user === name;
    if (kind === 'Group') return groupsOf(asker).includes(name);
    return asker.user === `system:serviceaccount:${namespace ?? metadata.namespace ?? ''}:${name}`;
  });
}

/** An account's groups follow from its name. */
function groupsOf({ user, groups }: Asker): readonly string[] {
  const account = /^system:serviceaccount:([^:]+):/.exec(user);
  return account ? [...groups, 'system:serviceaccounts', `system:serviceaccounts:${account[1]}`] : groups;
}

function rulesOf(view: ClusterView, { roleRef, metadata }: Binding): readonly Rule[] {
  if (!roleRef) return [];
  const namespace = roleRef.kind === 'Role' ? metadata.namespace : undefined;
  const role = view.get<string>(roleRef.kind, namespace, roleRef.name) as (KubeObject & { rules?: Rule[] }) | undefined;
  if (role) return role.rules ?? [];
  return roleRef.kind === 'ClusterRole' && roleRef.name === 'cluster-admin' ? [everything] : [];
}

function covers(rule: Rule, question: Question): boolean {
  const has = (list: readonly string[] | undefined, wanted: string) =>
    !!list && (list.includes('*') || list.includes(wanted));
  if (!has(rule.verbs, question.verb)) return false;
  if ('path' in question) return (rule.nonResourceURLs ?? []).some((url) => matchesPath(url, question.path));
  const { group, resource, subresource, name } = question;
  if (!has(rule.apiGroups, group)) return false;
  const full = subresource === undefined ? resource : `${resource}/${subresource}`;
  const meant = (rule.resources ?? []).some(
    (one) => one === '*' || one === full || (subresource !== undefined && one === `*/${subresource}`),
  );
  const names = rule.resourceNames ?? [];
  return meant && (names.length === 0 || (name !== undefined && names.includes(name)));
}

const matchesPath = (url: string, path: string): boolean =>
  url === '*' || url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1)));
