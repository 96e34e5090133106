// `kubectl auth can-i` and `whoami`: RBAC as it is written in the cluster. Without `--as` one is the administrator, who may
// do everything. Source: kubectl/pkg/cmd/auth/cani.go, plugin/pkg/auth/authorizer/rbac (v1.36).

import type { ClusterView, Command } from '../../frame.ts';
import { groupOf } from '../../kinds.ts';
import { type Asker, allowed } from '../../rbac.ts';
import { fail, namespaceOf, print } from '../command.ts';
import { resourceIn } from '../customResources.ts';
import { type Arguments, flag, isSet, values } from '../flags.ts';
import { isNamespaced, pluralOf } from '../resources.ts';

export function* auth(view: ClusterView, args: Arguments): Command {
  const [verb, ...words] = args.words;
  if (verb === 'whoami') {
    yield print('ATTRIBUTE   VALUE\nUsername    kubernetes-admin\nGroups      [system:masters system:authenticated]\n');
    return 0;
  }
  if (verb !== 'can-i') return yield* fail(`"kubectl auth ${verb ?? ''}" is not simulated`);
  const [action, target, name] = words;
  if (action === undefined || target === undefined)
    return yield* fail(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    );
  const question = target.startsWith('/')
    ? { verb: action, path: target }
    : resourceQuestion(view, action, target, name, args);
  for (const warning of warningsAbout(view, target, args)) yield print(`Warning: ${warning}\n\n`);
  const yes = allowed(view, askerOf(args), question);
  if (!isSet(args, 'quiet')) yield print(yes ? 'yes\n' : 'no\n');
  return yes ? 0 : 1;
}

function resourceQuestion(
  view: ClusterView,
  verb: string,
  target: string,
  behind: string | undefined,
  args: Arguments,
) {
  const [written = '', slashed] = target.split('/');
  const found = resourceIn(view, written);
  const [bare = '', ...group] = written.split('.');
  const name = behind ?? slashed;
  const subresource = flag(args, 'subresource');
  const namespaced = !found || isNamespaced(found);
  return {
    verb,
    group: found ? groupOf(found.apiVersion) : bare === '*' ? '*' : group.join('.'),
    resource: found ? pluralOf(found) : bare,
    ...(subresource !== undefined && { subresource }),
    ...(name !== undefined && { name }),
    ...(namespaced && !isSet(args, 'all-namespaces') && { namespace: namespaceOf(args) }),
  };
}

function warningsAbout(view: ClusterView, target: string, args: Arguments): readonly string[] {
  const [written = ''] = target.split('/');
  const found = resourceIn(view, written);
  if (target.startsWith('/') || written === '*') return [];
  if (!found) return [`the server doesn't have a resource type '${written}'`];
  const scoped = isNamespaced(found) || isSet(args, 'all-namespaces');
  const group = groupOf(found.apiVersion);
  const where = group === '' ? '' : ` in group '${group}'`;
  return scoped ? [] : [`resource '${pluralOf(found)}' is not namespace scoped${where}`];
}

/** Undefined: the administrator. */
function askerOf(args: Arguments): Asker | undefined {
  const user = flag(args, 'as');
  if (user === undefined) return undefined;
  return { user, groups: [...values(args, 'as-group'), 'system:authenticated'] };
}
