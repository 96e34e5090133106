// Ports by name and number: of the container a probe belongs to, and of the pods that a Service or policy selects.
import { wordsAt } from '../../../kubernetes/resource.ts';
import { text, verbatim } from '../../../text.ts';
import { matchesOf, patternOf } from '../../../workspace/pattern.ts';
import { nodeAt } from '../../../yaml/path.ts';
import type { Offer } from '../offer.ts';
import type { Place } from '../place.ts';

function portOffer(name: string, rank: number, detail: Offer['detail']): Offer {
  const insert = { is: 'value', value: name, wantsString: !/^\d+$/.test(name) } as const;
  return { label: name, kind: 'reference', rank, ...(detail ? { detail } : {}), insert };
}

/** Ports of the container around the probe or handler; names before numbers. */
export function containerPortOffers({ subject }: Place): readonly Offer[] {
  const index = subject.path.findLastIndex((segment) => typeof segment === 'number');
  const container = nodeAt(subject.root, subject.path.slice(0, index + 1));
  const detail = text('port of this container', '本容器的端口');
  const declared = ['ports[*].name', 'ports[*].containerPort']
    .flatMap((path) => matchesOf(container, patternOf(path)))
    .flatMap((node) => (node.type === 'scalar' && node.source ? [portOffer(node.source, 1, detail)] : []));
  return [...declared, ...usualPorts.map((name) => portOffer(name, 40, undefined))];
}

const usualPorts = ['http', 'https', '8080', '80', '443', 'metrics', 'grpc'];

/** Ports of the pods with the labels of the object's selector; of all pods while it selects none. */
export function podPortOffers({ subject, names }: Place): readonly Offer[] {
  const selector = wordsAt(subject.root, ['spec', 'selector']);
  // A selector that is still to be written will most likely ask for the labels that the object has itself.
  const wanted = selector.size > 0 ? selector : wordsAt(subject.root, ['metadata', 'labels']);
  const selected = names.podPorts(wanted);
  const ports = selected.length > 0 || selector.size > 0 ? selected : names.podPorts(selector);
  const beside = nodeAt(subject.root, [...subject.path.slice(0, -1), 'port']);
  const own =
    beside?.type === 'scalar' && beside.source
      ? [portOffer(beside.source, 3, text('same as port', '与 port 相同'))]
      : [];
  return [...ports.map(({ name, from }) => portOffer(name, 1, from ? verbatim(from) : undefined)), ...own];
}
