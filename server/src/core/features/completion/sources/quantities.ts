// Quantities with their units: usual amounts for the resource, and units for a number that is being typed.
import type { FieldPlace } from '../../../schema/lookup.ts';
import { type Text, text, verbatim } from '../../../text.ts';
import type { Offer } from '../offer.ts';
import type { Place } from '../place.ts';

interface Amounts {
  readonly usual: readonly string[];
  readonly units: readonly string[];
  readonly meaning: Text;
}

const cores: Amounts = {
  usual: ['100m', '250m', '500m', '1', '2', '50m', '200m', '4'],
  units: ['m'],
  meaning: text('cores; 1000m is one core', 'CPU 核数；1000m 为 1 核'),
};
const bytes: Amounts = {
  usual: ['128Mi', '256Mi', '512Mi', '1Gi', '64Mi', '2Gi', '4Gi'],
  units: ['Mi', 'Gi', 'Ki', 'M', 'G'],
  meaning: text('bytes; 1Mi is 1024 times 1024', '字节；1Mi 为 1024×1024'),
};
const storage: Amounts = {
  usual: ['1Gi', '10Gi', '5Gi', '20Gi', '50Gi', '100Gi', '1Ti'],
  units: ['Gi', 'Ti', 'Mi', 'G'],
  meaning: text('bytes; 1Gi is 1024 times 1024 times 1024', '字节；1Gi 为 1024×1024×1024'),
};
const count: Amounts = { usual: ['10', '20', '50', '100'], units: ['k'], meaning: text('a number', '数量') };

/** Amounts for a field or map value that is a Quantity; what is meant follows from the resource's name. */
export function quantityOffers({ cursor, subject }: Place, { definition }: FieldPlace): readonly Offer[] {
  if (definition?.typeName !== 'Quantity') return [];
  const amounts = amountsFor(String(subject.path[subject.path.length - 1] ?? ''));
  const typed = /^\d+(\.\d+)?$/.test(cursor.typed) ? cursor.typed : undefined;
  const values = typed === undefined ? amounts.usual : amounts.units.map((unit) => typed + unit);
  const offered = [...new Set([...values, ...amounts.usual])];
  return offered.map((value) => ({
    label: value,
    kind: 'unit',
    rank: 30,
    detail: amounts.meaning,
    insert: { is: 'value', value, wantsString: false },
  }));
}

function amountsFor(name: string): Amounts {
  if (/cpu$/i.test(name)) return cores;
  if (/memory$|^sizeLimit$|^hugepages-/.test(name)) return bytes;
  return /storage/.test(name) ? storage : count;
}

/** Names of resources in requests and limits, with what they count. */
export const resourceNames: readonly { readonly name: string; readonly detail: Text }[] = [
  { name: 'cpu', detail: text('cores', 'CPU 核数') },
  { name: 'memory', detail: text('bytes', '字节') },
  { name: 'ephemeral-storage', detail: text('bytes on the node’s disk', '节点本地磁盘字节数') },
  { name: 'hugepages-2Mi', detail: text('bytes in pages of 2Mi', '2Mi 大页字节数') },
  { name: 'hugepages-1Gi', detail: text('bytes in pages of 1Gi', '1Gi 大页字节数') },
  { name: 'nvidia.com/gpu', detail: verbatim('NVIDIA GPU') },
];
