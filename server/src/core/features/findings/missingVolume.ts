// A mount of a volume that the pod does not have: the similar name, or a volume of that name, empty until the author says
// what is in it. Also for claims of devices, which a container names in the same way.
import type { Fix } from '../../finding.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import { text } from '../../text.ts';
import { appendAt, type Editable } from '../../yaml/edits.ts';
import type { Path } from '../../yaml/nodes.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';
import { type PlainObject, toPlain } from '../../yaml/plain.ts';
import { change } from './valueFixes.ts';

interface Source {
  /** The list of the container that names it, and the pod's list that holds it. */
  readonly uses: string;
  readonly list: string;
  make(name: string): PlainObject;
}

const sources: readonly Source[] = [
  { uses: 'volumeMounts', list: 'volumes', make: (name) => ({ name, emptyDir: {} }) },
  { uses: 'volumeDevices', list: 'volumes', make: (name) => ({ name, persistentVolumeClaim: { claimName: name } }) },
  { uses: 'claims', list: 'resourceClaims', make: (name) => ({ name, resourceClaimName: name }) },
];

/** The fixes of a name in a container that the pod's own lists do not hold. */
export function missingVolumeFixes(document: Editable, path: Path): readonly Fix[] {
  const place = [...path, ...(typeof path.at(-1) === 'number' ? ['name'] : [])];
  const source = sources.find(({ uses }) => place.includes(uses));
  const containers = place.findLastIndex((segment) => /^(c|initC|ephemeralC)ontainers$/.test(String(segment)));
  const node = resolved(nodeAt(document.root, place));
  if (!source || containers < 0 || node?.type !== 'scalar' || node.source === '') return [];
  const list = [...place.slice(0, containers), source.list];
  const near = didYouMean(node.source, namesIn(document, list));
  const changes = near.map((name) => ({ ...change(document, place, name), preferred: near.length === 1 }));
  const title = text(`add "${node.source}" to ${source.list}`, `在 ${source.list} 中添加 "${node.source}"`);
  return [...changes, { title, edits: appendAt(document, list, source.make(node.source)) }];
}

function namesIn({ root }: Editable, list: Path): readonly string[] {
  const items = toPlain(nodeAt(root, list)).value;
  return Array.isArray(items)
    ? items.flatMap((item) =>
        typeof item === 'object' && item !== null && !Array.isArray(item) ? [String(item['name'] ?? '')] : [],
      )
    : [];
}
