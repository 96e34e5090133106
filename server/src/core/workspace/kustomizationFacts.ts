// The objects that a kustomization defines: itself, so that it can be found, and the ConfigMaps and Secrets that its
// generators make, by the names that others write (kustomize puts the hash behind both). What it says of objects by name
// (patches, replacements, its namespace), and the labels that it puts on them. From its text alone.
import { kustomizationFormat } from '../formats/kustomization.data.ts';
import { typeOf, typesOfKind } from '../kubernetes/kinds/catalogue.ts';
import type { Node } from '../yaml/nodes.ts';
import { nodeAt, resolved } from '../yaml/path.ts';
import type { LabelUse, ObjectFact, Reference } from './facts.ts';
import { matchesOf, patternOf, wordOf, wordPairs } from './pattern.ts';

export const kustomizationType = 'kustomize.config.k8s.io/Kustomization';

export function kustomizationFacts(root: Node | undefined, text: string): readonly ObjectFact[] {
  if (!root) return [];
  const span = { start: root.start, end: root.end };
  const itself = factOf(kustomizationType, 'Kustomization', '', span, span);
  return [
    itself,
    ...generated(root, text, 'configMapGenerator', 'ConfigMap'),
    ...generated(root, text, 'secretGenerator', 'Secret'),
  ];
}

type Spanned = ObjectFact['span'];

function factOf(type: string, kind: string, name: string, span: Spanned, nameSpan: Spanned): ObjectFact {
  const apiVersion = type === kind ? 'v1' : kustomizationFormat.kind.apiVersion;
  return { type, apiVersion, kind, name, namespace: undefined, span, nameSpan, labels: {}, podLabels: undefined };
}

function generated(root: Node, text: string, key: string, kind: string): readonly ObjectFact[] {
  const list = resolved(nodeAt(root, [key]));
  if (list?.type !== 'sequence') return [];
  return list.items.flatMap(({ value }) => {
    const item = resolved(value);
    const name = wordOf(nodeAt(item, ['name']), text);
    if (item?.type !== 'mapping' || !name) return [];
    const namespace = wordOf(nodeAt(item, ['namespace']), text)?.word;
    const fact = factOf(kind, kind, name.word, { start: item.start, end: item.end }, name.span);
    return [{ ...fact, namespace, generated: { keys: keysOf(item, text), isOpen: isOpen(item, text) } }];
  });
}

/** What stands in files of KEY=VALUE lines, or comes from a base, is not known from here. */
function isOpen(item: Node, text: string): boolean {
  const behavior = wordOf(nodeAt(item, ['behavior']), text)?.word;
  return ['env', 'envs'].some((key) => nodeAt(item, [key]) !== undefined) || (behavior ?? 'create') !== 'create';
}

function keysOf(item: Node, text: string): readonly { readonly name: string; readonly span: Spanned }[] {
  const entries = (key: string) => {
    const list = resolved(nodeAt(item, [key]));
    return list?.type === 'sequence' ? list.items.flatMap(({ value }) => wordOf(value, text) ?? []) : [];
  };
  return [
    ...entries('literals').map(({ word, span }) => keyed(word.split('=', 1)[0] ?? '', span)),
    ...entries('files').map(({ word, span }) => keyed(keyOfFile(word), span)),
  ];
}

/** The name that counts in an entry, at its beginning where it is written. */
function keyed(name: string, { start, end }: Spanned) {
  return { name, span: { start, end: Math.min(end, start + name.length) } };
}

/** `KEY=PATH`, or the path's last part. */
function keyOfFile(word: string): string {
  const [key = '', path] = word.split('=', 2);
  return path === undefined ? word.slice(word.lastIndexOf('/') + 1) : key;
}

/** Where a kustomization names objects. */
const selecting = [
  'patches[*].target',
  'patchesJson6902[*].target',
  'replacements[*].source',
  'replacements[*].targets[*].select',
  'vars[*].objref',
];

/** Kinds whose replicas a kustomization can number; it does not say which. */
const scaled = ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', 'ReplicationController'];

export function kustomizationReferences(root: Node | undefined, text: string): readonly Reference[] {
  const selected = selecting.flatMap((path) =>
    matchesOf(root, patternOf(path)).flatMap((holder): readonly Reference[] => {
      const word = (key: string) => wordOf(nodeAt(holder, [key]), text);
      const [kind, name, group] = [word('kind')?.word, word('name'), word('group')?.word];
      // A pattern names many.
      if (kind === undefined || !name || !/^[\w.-]+$/.test(name.word)) return [];
      const types = group === undefined ? typesOfKind(kind) : [typeOf(group, kind)];
      if (types.length === 0) return [];
      return [{ ...toObject(types, name, word('namespace')?.word), members: keysIn(holder, text) }];
    }),
  );
  const numbered = matchesOf(root, patternOf('replicas[*].name')).flatMap((node) => {
    const name = wordOf(node, text);
    return name ? [toObject(scaled, name, undefined)] : [];
  });
  const namespace = wordOf(nodeAt(root, ['namespace']), text);
  const all = [...selected, ...numbered];
  return namespace ? [...all, toObject(['Namespace'], namespace, undefined)] : all;
}

/** The key of a ConfigMap or Secret that a replacement takes: `data.KEY`. */
function keysIn(source: Node, text: string): Reference['members'] {
  const path = wordOf(nodeAt(source, ['fieldPath']), text);
  const [, before = '', key] = /^((?:data|stringData|binaryData)\.)([\w-]+)$/.exec(path?.word ?? '') ?? [];
  if (!path || key === undefined) return [];
  return [{ name: key, span: { start: path.span.start + before.length, end: path.span.end } }];
}

function toObject(
  types: readonly string[],
  { word, span }: { readonly word: string; readonly span: Spanned },
  namespace: string | undefined,
): Reference {
  return { object: 0, types, name: word, namespace, span, members: [], optional: true, elsewhere: true };
}

/** Labels that builds add to what they build. */
export function kustomizationLabels(root: Node | undefined, text: string): readonly LabelUse[] {
  return ['commonLabels', 'labels[*].pairs'].flatMap((path) =>
    matchesOf(root, patternOf(path)).flatMap((node) =>
      wordPairs(node, text).map(
        ({ key, value, keySpan, valueSpan }): LabelUse => ({
          object: 0,
          key,
          value,
          role: 'label',
          span: valueSpan,
          keySpan,
        }),
      ),
    ),
  );
}
