// Takes out of a manifest that was read from a cluster what the cluster put in: `status`, uid, resourceVersion,
// managedFields, addresses, node, the token volume. What is left can be applied again, elsewhere. Defaults stay: they
// may have been meant.
import { podTemplatePath } from '../../kubernetes/podTemplatePath.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import { text } from '../../text.ts';
import { removeAt } from '../../yaml/edits.ts';
import type { Node, Path } from '../../yaml/nodes.ts';
import { nodeAt } from '../../yaml/path.ts';
import { isPlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import type { Refactoring } from './refactoring.ts';
import { inSteps, type Step } from './steps.ts';

/** What the server writes, of every kind (`''`) and of single ones. `*` stands for any item. */
const written: Readonly<Record<string, readonly string[]>> = {
  '': [
    'status',
    'metadata/uid',
    'metadata/resourceVersion',
    'metadata/generation',
    'metadata/creationTimestamp',
    'metadata/selfLink',
    'metadata/managedFields',
    'metadata/annotations/kubectl.kubernetes.io~last-applied-configuration',
    'metadata/annotations/deployment.kubernetes.io~revision',
    'metadata/annotations/pv.kubernetes.io~bind-completed',
    'metadata/annotations/pv.kubernetes.io~bound-by-controller',
  ],
  Pod: ['spec/nodeName'],
  Service: ['spec/clusterIP', 'spec/clusterIPs'],
  Job: [
    'spec/selector',
    'spec/template/metadata/labels/controller-uid',
    'spec/template/metadata/labels/batch.kubernetes.io~controller-uid',
    'spec/template/metadata/labels/job-name',
    'spec/template/metadata/labels/batch.kubernetes.io~job-name',
  ],
  PersistentVolume: ['spec/claimRef/uid', 'spec/claimRef/resourceVersion'],
  Namespace: ['spec/finalizers'],
  ServiceAccount: ['secrets'],
};

const signs = ['metadata/uid', 'metadata/resourceVersion', 'metadata/managedFields', 'metadata/selfLink'];

export const stripServerFields: Refactoring = {
  id: 'strip-server-fields',
  menu: 'rewrite',
  offer: (place) => {
    const { resource, root } = place;
    if (!resource || !signs.some((sign) => nodeAt(root, [...resource.path, ...pathOf(sign)]))) return [];
    const title = text('Remove what the cluster filled in', '移除由集群填入的字段');
    return [{ title, edits: inSteps(place.text, strippingSteps({ resource, root })) }];
  },
};

/** An object and the document that it stands in. */
interface Pasted {
  readonly resource: Resource;
  readonly root: Node | undefined;
}

/** What takes out of a document what the cluster wrote into one of its objects. */
export function strippingSteps(pasted: Pasted): readonly Step[] {
  const { resource, root } = pasted;
  const paths = [...(written[''] ?? []), ...(written[resource.kind] ?? [])]
    .map((name): Path => [...resource.path, ...pathOf(name)])
    .filter((path) => nodeAt(root, path) && !isHeadless(root, path));
  return [...paths, ...tokenPaths(pasted)].map(
    (path): Step =>
      (document) =>
        removeAt(document, path),
  );
}

function pathOf(name: string): readonly string[] {
  return name.split('/').map((segment) => segment.replaceAll('~', '/'));
}

/** `clusterIP: None` is meant. */
function isHeadless(root: Node | undefined, path: Path): boolean {
  if (path.at(-1) !== 'clusterIP' && path.at(-1) !== 'clusterIPs') return false;
  return JSON.stringify(toPlain(nodeAt(root, path)).value).includes('None');
}

/** The volume and mounts that the ServiceAccount plugin adds to each pod, last ones first. */
function tokenPaths({ resource, root }: Pasted): readonly Path[] {
  const isPod = podTemplatePath(resource.kind)?.length === 0;
  if (!isPod) return [];
  const spec = [...resource.path, 'spec'];
  const lists = ['containers', 'initContainers'].flatMap((list) => {
    const containers = toPlain(nodeAt(root, [...spec, list])).value;
    return Array.isArray(containers) ? containers.map((_, index): Path => [...spec, list, index, 'volumeMounts']) : [];
  });
  return [...lists, [...spec, 'volumes']].flatMap((list) => {
    const items = toPlain(nodeAt(root, list)).value;
    if (!Array.isArray(items)) return [];
    return items.flatMap((item, index) => (isTokenVolume(item) ? [[...list, index]] : [])).reverse();
  });
}

function isTokenVolume(item: PlainValue): boolean {
  return isPlainObject(item) && /^kube-api-access-/.test(String(item['name']));
}
