// Environment variable that is given twice.
import { text } from '../text.ts';
import type { Path } from '../yaml/nodes.ts';
import { containersOf, items, string } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const duplicateEnvName: Rule = {
  id: 'duplicate-env-name',
  level: 'warning',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'kube-score': 'warning' },
  summary: text('environment variable that is given twice', '重复的环境变量'),
  why: text('the last one wins, and the first is a trap for the reader', '后者生效，前者误导读者'),
  remedy: text('keep one', '只保留一个'),
  peers: { 'kube-linter': ['duplicate-env-var'], 'kube-score': ['environment-variable-key-duplication'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      env:
        - name: MODE
          value: a
        - name: MODE
#               ^^^^
          value: b
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      env:
        - name: MODE
          value: a
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, path } of containersOf(target)) {
    const seen = new Set<string>();
    for (const [index, variable] of items(container['env']).entries()) {
      const name = string(variable['name']) ?? '';
      if (name !== '' && seen.has(name)) yield complaint([...path, 'env', index], name);
      seen.add(name);
    }
  }
}

function complaint(path: Path, name: string): Complaint {
  return {
    path: [...path, 'name'],
    message: text(
      `variable "${name}" is given twice and the last one wins; keep one`,
      `变量 "${name}" 重复，后者生效；请只保留一个`,
    ),
    fix: { title: text('Remove this one', '删除这一个'), changes: [{ remove: path }], isSure: true },
  };
}
