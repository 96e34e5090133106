// Whether a document is a manifest, by its content and never by its file's name: it has `apiVersion` and `kind`, is no
// template, and its API group is not that of a tool which merely borrowed the shape.
import { areKustomizationKeys } from '../formats/formatOfFile.ts';
import type { Node, YamlDocument } from '../yaml/nodes.ts';
import { nodeAt, resolved } from '../yaml/path.ts';
import { usesHelmObjects } from '../yaml/template.ts';

/**
 * `manifest`: ours. `started`: only one of `apiVersion` and `kind` yet. `template`: Helm and its like, before rendering.
 * `kustomization`: Kustomize's own files. `foreign`: somebody else's YAML. `empty`: nothing but comments.
 */
export type DocumentKind = 'manifest' | 'started' | 'template' | 'kustomization' | 'foreign' | 'empty';

/** Groups of tools that read such files themselves; no API server knows them. */
const toolGroups = [
  /^skaffold\//,
  /^kind\.x-k8s\.io\//,
  /^kubeadm\.k8s\.io\//,
  /^kubelet\.config\.k8s\.io\//,
  /^kubeproxy\.config\.k8s\.io\//,
  /^kubescheduler\.config\.k8s\.io\//,
  /^apiserver\.config\.k8s\.io\//,
  /^audit\.k8s\.io\//,
  /^client\.authentication\.k8s\.io\//,
  /^k3d\.io\//,
  /^eksctl\.io\//,
  /^ctlptl\.dev\//,
  /^helmfile/,
  /^tilt\.dev\//,
  /^backstage\.io\//,
  // What KRM functions read and write: lists of objects that may be parts.
  /^config\.kubernetes\.io\//,
];
const kustomizeGroup = /^kustomize\.config\.k8s\.io\//;

export function documentKind(text: string, tree: YamlDocument): DocumentKind {
  if (text.includes('{{') && isTemplate(text, tree)) return 'template';
  const root = resolved(tree.root);
  if (!root) return tree.problems.length > 0 && looksLikeManifest(text) ? 'manifest' : 'empty';
  if (root.type !== 'mapping') return 'foreign';
  const apiVersion = resolved(nodeAt(root, ['apiVersion']));
  const kind = resolved(nodeAt(root, ['kind']));
  const version = apiVersion?.type === 'scalar' ? apiVersion.source : undefined;
  if (version !== undefined && kustomizeGroup.test(version)) return 'kustomization';
  if (version === undefined && isNoKindOrOurs(kind) && isHeadlessKustomization(root)) return 'kustomization';
  if (version !== undefined && toolGroups.some((group) => group.test(version))) return 'foreign';
  if (version === undefined || kind?.type !== 'scalar') return isStarted(root, text) ? 'started' : 'foreign';
  return isKubeconfig(version, kind.source) ? 'foreign' : 'manifest';
}

const isNoKindOrOurs = (kind: Node | undefined): boolean =>
  kind === undefined || (kind.type === 'scalar' && (kind.source === 'Kustomization' || kind.source === 'Component'));

/** Kustomize goes by the file's name and does without `apiVersion` and `kind`. */
function isHeadlessKustomization(root: Node): boolean {
  if (root.type !== 'mapping') return false;
  const resources = resolved(nodeAt(root, ['resources']));
  const paths = resources?.type === 'sequence' ? resources.items.map(({ value }) => resolved(value)) : [];
  return areKustomizationKeys(
    root.pairs.map((pair) => pair.key.source),
    paths.flatMap((node) => (node?.type === 'scalar' ? [node.source] : [])),
  );
}

/** A kubeconfig says `v1 Config`, which no API server serves. */
function isKubeconfig(apiVersion: string, kind: string): boolean {
  return apiVersion === 'v1' && kind === 'Config';
}

/** One of the two keys, and beside it nothing that an object has not got: `apiVersion: v2` of a chart has `version`. */
function isStarted(root: Node, text: string): boolean {
  if (root.type !== 'mapping' || !/^(apiVersion|kind)\s*:/m.test(text)) return false;
  const ours = ['apiVersion', 'kind', 'metadata', 'spec', 'data', 'stringData', 'status', 'type', 'rules', 'items'];
  return root.pairs.every((pair) => ours.includes(pair.key.source));
}

/** For documents so broken that no tree came of them. */
function looksLikeManifest(text: string): boolean {
  return /^"?apiVersion"?\s*:/m.test(text) && /^"?kind"?\s*:/m.test(text);
}

const actionLine = /^\s*\{\{-?\s*(if|range|with|end|else|include|template|define|block|\/\*|\$)/m;

/** Helm's own objects anywhere; else braces where YAML reads a flow mapping or cannot read on. In strings they are data. */
function isTemplate(text: string, tree: YamlDocument): boolean {
  if (usesHelmObjects(text) || actionLine.test(outsideBlocks(text, tree))) return true;
  const atBraces = tree.problems.some(({ span }) => lineAround(text, span.start).includes('{{'));
  return atBraces || (tree.root !== undefined && hasDoubleBraces(tree.root, text, { left: 20_000 }));
}

/** The text without its block scalars, where scripts and alert templates may say what they like. */
function outsideBlocks(text: string, tree: YamlDocument): string {
  const blocks: { start: number; end: number }[] = [];
  collectBlocks(tree.root, blocks, { left: 20_000 });
  let rest = '';
  let at = 0;
  for (const { start, end } of blocks) {
    rest += text.slice(at, start);
    at = end;
  }
  return rest + text.slice(at);
}

interface Budget {
  left: number;
}

function childrenOf(node: Node): readonly (Node | undefined)[] {
  if (node.type === 'mapping') return node.pairs.map((pair) => pair.value);
  return node.type === 'sequence' ? node.items.map((item) => item.value) : [];
}

function collectBlocks(node: Node | undefined, blocks: { start: number; end: number }[], budget: Budget): void {
  if (!node || budget.left-- <= 0) return;
  if (node.type === 'scalar' && node.style !== 'plain') blocks.push({ start: node.start, end: node.end });
  for (const child of childrenOf(node)) collectBlocks(child, blocks, budget);
}

function hasDoubleBraces(node: Node, text: string, budget: Budget): boolean {
  if (budget.left-- <= 0) return false;
  const bare = node.type === 'mapping' ? node.flow : node.type === 'scalar' && node.style === 'plain';
  if (bare && text.startsWith('{{', node.start)) return true;
  return childrenOf(node).some((child) => child !== undefined && hasDoubleBraces(child, text, budget));
}

function lineAround(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end);
}
