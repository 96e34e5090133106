// Keys that are not in the order of the alphabet.

import { isJsonObject, type JsonValue } from '../apiserver/types.ts';
import { text } from '../text.ts';
import type { Path } from '../yaml/nodes.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const unsortedKeys: Rule = {
  id: 'unsorted-keys',
  level: 'off',
  profiles: { 'kube-linter': 'hint' },
  summary: text('keys that are not in the order of the alphabet', '键未按字母顺序排列'),
  why: text(
    'where people have agreed on sorted keys, two versions are then hard to compare',
    '约定按序排列时，乱序会使两个版本难以比较',
  ),
  remedy: text('sort them', '请排序'),
  peers: { 'kube-linter': ['sorted-keys'] },
  bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  labels: { app: web }
# ^^^^^^
`,
  good: `
apiVersion: v1
kind: ConfigMap
metadata:
  labels: { app: web }
  name: web
`,
  check,
};

/** The first of an object is told; the rest follows from it. */
function* check({ resource }: Target): Iterable<Complaint> {
  const found = firstUnsorted(resource.object, []);
  if (!found) return;
  yield {
    path: found.path,
    onKey: true,
    message: text(
      `"${found.path.at(-1)}" stands behind "${found.before}", which comes after it in the alphabet; sort the keys`,
      `"${found.path.at(-1)}" 位于 "${found.before}" 之后，而按字母应在其前；请排序`,
    ),
  };
}

interface Unsorted {
  readonly path: Path;
  readonly before: string;
}

function firstUnsorted(value: JsonValue | undefined, path: Path): Unsorted | undefined {
  const entries: readonly (readonly [string | number, JsonValue | undefined])[] = isJsonObject(value)
    ? Object.entries(value)
    : Array.isArray(value)
      ? value.map((item, index) => [index, item] as const)
      : [];
  let before: string | undefined;
  for (const [key, inner] of entries) {
    if (typeof key === 'string' && before !== undefined && key < before) return { path: [...path, key], before };
    if (typeof key === 'string') before = key;
    const found = firstUnsorted(inner, [...path, key]);
    if (found) return found;
  }
  return undefined;
}
