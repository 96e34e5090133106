// Links in a document: web addresses, the pages of container images, and files that a kustomization names. Addresses
// are made from the text alone; nothing is asked of any network.
import type { Span } from '../finding.ts';
import { kindOf, type ManifestDocument, perDocument, treeOf } from '../workspace/document.ts';
import { imageParts } from '../workspace/images.ts';
import type { Node } from '../yaml/nodes.ts';

export interface Link {
  readonly span: Span;
  /** An address, or a path relative to the file (`../base`). */
  readonly target: { readonly url: string } | { readonly path: string };
}

const mostLinks = 2000;

export const linksOf: (document: ManifestDocument) => readonly Link[] = perDocument((document) => {
  const kind = kindOf(document);
  if (kind === 'empty' || kind === 'foreign') return [];
  const links: Link[] = addresses(document.text);
  visit(treeOf(document).root, undefined, (key, node) => {
    if (links.length >= mostLinks) return;
    const span = innerSpan(node, document.text);
    if (key === 'image') {
      const url = imagePage(node.source);
      if (url !== undefined) links.push({ span, target: { url } });
    } else if (kind === 'kustomization' && fileKeys.has(key) && isPath(node.source)) {
      links.push({ span, target: { path: node.source } });
    }
  });
  return links;
});

function addresses(text: string): Link[] {
  const found: Link[] = [];
  for (const match of text.matchAll(/https?:\/\/[^\s'"<>`\\^{}|]+/g)) {
    const url = match[0].replace(/[).,;:\]]+$/, '');
    found.push({ span: { start: match.index, end: match.index + url.length }, target: { url } });
    if (found.length >= mostLinks) break;
  }
  return found;
}

/** Keys of a kustomization that hold paths. */
const fileKeys = new Set([
  'resources',
  'components',
  'bases',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'files',
  'envs',
  'path',
  'patchesStrategicMerge',
]);

function isPath(words: string): boolean {
  return /^[\w./~-]+$/.test(words) && !words.includes('//');
}

type Scalar = Extract<Node, { type: 'scalar' }>;

/** Each scalar value with the nearest key above it. */
function visit(node: Node | undefined, key: string | undefined, take: (key: string, node: Scalar) => void): void {
  if (node?.type === 'scalar' && key !== undefined) take(key, node);
  else if (node?.type === 'mapping') for (const pair of node.pairs) visit(pair.value, pair.key.source, take);
  else if (node?.type === 'sequence') for (const item of node.items) visit(item.value, key, take);
}

function innerSpan(node: Scalar, text: string): Span {
  const quoted = text[node.start] === '"' || text[node.start] === "'";
  return quoted ? { start: node.start + 1, end: node.end - 1 } : { start: node.start, end: node.end };
}

/** Registry → the page of a repository in it; `docker.io` is what an image without a registry means. */
const pages: Readonly<Record<string, (repository: string) => string>> = {
  'docker.io': (name) =>
    name.startsWith('library/')
      ? `https://hub.docker.com/_/${name.slice('library/'.length)}`
      : `https://hub.docker.com/r/${name}`,
  'quay.io': (name) => `https://quay.io/repository/${name}`,
  'ghcr.io': (name) => `https://ghcr.io/${name}`,
  'gcr.io': (name) => `https://gcr.io/${name}`,
  'mcr.microsoft.com': (name) => `https://mcr.microsoft.com/artifact/mar/${name}/about`,
  'public.ecr.aws': (name) => `https://gallery.ecr.aws/${name}`,
};

/** The page that describes an image; undefined for registries without pages and for what is no image. */
export function imagePage(image: string): string | undefined {
  const parts = imageParts(image);
  return parts && Object.hasOwn(pages, parts.registry) ? pages[parts.registry]?.(parts.repository) : undefined;
}
