// What one kustomization says, from its document alone: the paths it names and what for, what it does to names, labels
// and namespaces, and whether things come into it that no file here shows. Meaning after kustomize v5, api/types.
import type { Span } from '../finding.ts';
import { type ManifestDocument, perDocument, treeOf } from '../workspace/document.ts';
import { wordOf, wordPairs } from '../workspace/pattern.ts';
import type { Node, Path } from '../yaml/nodes.ts';
import { nodeAt, resolved } from '../yaml/path.ts';

/** `resource`: manifests, or a folder that is built. `component`: a folder laid over. `patch`: parts of objects. `file`: anything else. */
export type PathRole = 'resource' | 'component' | 'patch' | 'file';

export interface PathUse {
  readonly role: PathRole;
  readonly path: string;
  readonly span: Span;
  /** Of a patch: it says itself what it is laid over. */
  readonly hasTarget?: boolean;
}

export interface LabelRule {
  readonly pairs: Readonly<Record<string, string>>;
  readonly inSelectors: boolean;
  readonly inTemplates: boolean;
}

export interface KustomizationModel {
  readonly paths: readonly PathUse[];
  readonly isComponent: boolean;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly namespace: string | undefined;
  readonly labels: readonly LabelRule[];
  /** Charts, plugins, and addresses bring objects and changes that are not known here. */
  readonly isOpen: boolean;
}

export const kustomizationOf: (document: ManifestDocument) => KustomizationModel = perDocument((document) => {
  const { root } = treeOf(document);
  const { text } = document;
  const word = (key: string) => wordOf(nodeAt(root, [key]), text)?.word;
  const paths = pathsOf(root, text);
  return {
    paths: paths.filter(({ path }) => !isRemote(path)),
    isComponent: word('kind') === 'Component',
    namePrefix: word('namePrefix') ?? '',
    nameSuffix: word('nameSuffix') ?? '',
    namespace: word('namespace'),
    labels: labelRules(root, text),
    isOpen: paths.some(({ path }) => isRemote(path)) || openKeys.some((key) => itemsAt(root, [key]).length > 0),
  };
});

const openKeys = ['helmCharts', 'helmChartInflationGenerator', 'generators', 'transformers'];

/** Lists of paths, by what they are for. */
const lists: readonly { readonly key: string; readonly role: PathRole }[] = [
  { key: 'resources', role: 'resource' },
  { key: 'bases', role: 'resource' },
  { key: 'components', role: 'component' },
  { key: 'patchesStrategicMerge', role: 'patch' },
  { key: 'crds', role: 'file' },
  { key: 'configurations', role: 'file' },
  { key: 'generators', role: 'file' },
  { key: 'transformers', role: 'file' },
  { key: 'validators', role: 'file' },
];

/** Lists of mappings with a path in them. */
const holders: readonly { readonly key: string; readonly field: string; readonly role: PathRole }[] = [
  { key: 'patches', field: 'path', role: 'patch' },
  { key: 'patchesJson6902', field: 'path', role: 'patch' },
  { key: 'replacements', field: 'path', role: 'file' },
  { key: 'configMapGenerator', field: 'env', role: 'file' },
  { key: 'secretGenerator', field: 'env', role: 'file' },
];
const generators = ['configMapGenerator', 'secretGenerator'];

function pathsOf(root: Node | undefined, text: string): readonly PathUse[] {
  const found: PathUse[] = [];
  const take = (role: PathRole, node: Node | undefined, hasTarget = false): void => {
    const word = wordOf(node, text);
    if (word && !/\n/.test(word.word)) found.push({ role, path: word.word, span: word.span, hasTarget });
  };
  for (const { key, role } of lists) for (const item of itemsAt(root, [key])) take(role, item);
  for (const { key, field, role } of holders) {
    // `patches` was once a list of paths, and kustomize still takes it as one.
    for (const item of itemsAt(root, [key])) {
      const hasTarget = nodeAt(item, ['target']) !== undefined;
      take(role, item?.type === 'scalar' ? item : nodeAt(item, [field]), hasTarget);
    }
  }
  for (const key of generators) {
    for (const item of itemsAt(root, [key])) {
      for (const env of itemsAt(item, ['envs'])) take('file', env);
      for (const file of itemsAt(item, ['files'])) takeFile(file, text, found);
    }
  }
  return found;
}

/** `KEY=PATH`, or the path alone. */
function takeFile(node: Node | undefined, text: string, found: PathUse[]): void {
  const word = wordOf(node, text);
  if (!word) return;
  const equals = word.word.indexOf('=');
  const path = word.word.slice(equals + 1);
  const start = word.span.start + equals + 1;
  if (path !== '') found.push({ role: 'file', path, span: { start, end: word.span.end } });
}

function itemsAt(node: Node | undefined, path: Path): readonly (Node | undefined)[] {
  const list = resolved(nodeAt(node, path));
  return list?.type === 'sequence' ? list.items.map(({ value }) => resolved(value)) : [];
}

function labelRules(root: Node | undefined, text: string): readonly LabelRule[] {
  const recordAt = (node: Node | undefined) =>
    Object.fromEntries(wordPairs(node, text).map(({ key, value }) => [key, value]));
  const common = recordAt(nodeAt(root, ['commonLabels']));
  const isTrue = (item: Node | undefined, key: string) => wordOf(nodeAt(item, [key]), text)?.word === 'true';
  const rules = itemsAt(root, ['labels']).map((item) => ({
    pairs: recordAt(nodeAt(item, ['pairs'])),
    inSelectors: isTrue(item, 'includeSelectors'),
    inTemplates: isTrue(item, 'includeSelectors') || isTrue(item, 'includeTemplates'),
  }));
  return Object.keys(common).length === 0 ? rules : [{ pairs: common, inSelectors: true, inTemplates: true }, ...rules];
}

/** Addresses as kustomize takes them: URLs, `git@host:…`, `host.tld/org/repo…`, with `//` or `?ref=` in them. */
export function isRemote(path: string): boolean {
  return (
    /^[a-z+]+:\/\/|^git@|^\w+::|\?|\/\/|\.git(\/|$)/.test(path) || /^([\w-]+\.)+(com|org|io|net|dev|cloud)\//.test(path)
  );
}
