// A kubectl command line taken apart: positional words and flags. Knows which flags have a value of their own word.

export interface Arguments {
  readonly words: readonly string[];
  /** What stands behind `--`: a command for a container. */
  readonly rest: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  /** Every value of flags that may be repeated, in order. */
  readonly all: readonly (readonly [flag: string, value: string])[];
}

const shortForms: Readonly<Record<string, string>> = {
  n: 'namespace',
  o: 'output',
  l: 'selector',
  L: 'label-columns',
  A: 'all-namespaces',
  p: 'patch',
  f: 'filename',
  c: 'container',
  w: 'watch',
  e: 'env',
  i: 'stdin',
  t: 'tty',
  h: 'help',
};

/** Flags that take the next word unless written with `=`. */
const valued = new Set([
  'namespace',
  'output',
  'selector',
  'label-columns',
  'patch',
  'filename',
  'container',
  'replicas',
  'current-replicas',
  'type',
  'field-selector',
  'grace-period',
  'timeout',
  'to-revision',
  'revision',
  'from-literal',
  'from',
  'image',
  'for',
  'min',
  'max',
  'cpu-percent',
  'cpu',
  'limits',
  'requests',
  'containers',
  'sort-by',
  'subresource',
  'port',
  'schedule',
  'tcp',
  'env',
  'clusterip',
  'value',
  'description',
  'name',
  'target-port',
  'protocol',
  'hard',
  'min-available',
  'max-unavailable',
  'pod-selector',
  'labels',
  'restart',
  'external-name',
  'node-port',
  'cluster-ip',
  'session-affinity',
  'external-ip',
  'load-balancer-ip',
  'verb',
  'resource',
  'resource-name',
  'role',
  'clusterrole',
  'user',
  'group',
  'serviceaccount',
  'class',
  'rule',
  'default-backend',
  'annotation',
  'preemption-policy',
  'as',
  'as-group',
  'types',
  'overrides',
  'request-timeout',
  'chunk-size',
  'tail',
  'since',
  'template',
  'scopes',
]);

export function parseArguments(args: readonly string[]): Arguments {
  const words: string[] = [];
  const all: (readonly [string, string])[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    const flag = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? /^-([a-zA-Z])=?(.+)?$/s.exec(word);
    if (word === '--') return { words, rest: args.slice(index + 1), flags: new Map(all), all };
    if (!flag) {
      words.push(word);
      continue;
    }
    const name = word.startsWith('--') ? (flag[1] ?? '') : (shortForms[flag[1] ?? ''] ?? flag[1] ?? '');
    if (flag[2] !== undefined) all.push([name, flag[2]]);
    else if (valued.has(name)) all.push([name, args[++index] ?? '']);
    else all.push([name, 'true']);
  }
  return { words, rest: [], flags: new Map(all), all };
}

export const flag = ({ flags }: Arguments, name: string): string | undefined => flags.get(name);
export const isSet = ({ flags }: Arguments, name: string): boolean => flags.get(name) === 'true';
export const values = ({ all }: Arguments, name: string): readonly string[] =>
  all.flatMap(([key, value]) => (key === name ? [value] : []));
