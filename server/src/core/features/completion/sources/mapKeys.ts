// Keys of maps that the schema leaves open: labels, annotations, node selectors, resources.
import { kindFacts } from '../../../kubernetes/kinds/catalogue.ts';
import type { FieldPlace } from '../../../schema/lookup.ts';
import { type Text, text, verbatim } from '../../../text.ts';
import { keysOf, matchesOf, patternOf } from '../../../workspace/pattern.ts';
import { aboutKey, annotationNames } from '../../knowledge/knowledge.ts';
import type { Offer } from '../offer.ts';
import { patternOfPath } from '../patternOfPath.ts';
import type { Place } from '../place.ts';
import { labelMaps } from './labelValues.ts';
import { resourceNames } from './quantities.ts';
import {
  annotations,
  ingressAnnotations,
  ingressClassAnnotations,
  namespaceLabels,
  nodeLabels,
  recommendedLabels,
  serviceAnnotations,
  storageClassAnnotations,
} from './wellKnown.data.ts';

const annotationsByKind: Readonly<Record<string, readonly string[]>> = {
  Ingress: ingressAnnotations,
  Service: serviceAnnotations,
  StorageClass: storageClassAnnotations,
  IngressClass: ingressClassAnnotations,
};

/** Keys for the map at the cursor, but those it has. */
export function mapKeyOffers(place: Place, here: FieldPlace): readonly Offer[] {
  const present = new Set(place.cursor.siblings);
  const kind = place.subject.kindName ?? '';
  const about = (name: string) => aboutKey(kind, here.field?.name ?? '', name);
  return candidates(place, here)
    .filter(({ name }) => !present.has(name))
    .map(
      ({ name, detail, documentation = about(name) }, rank): Offer => ({
        label: name,
        kind: 'value',
        rank,
        ...(detail ? { detail } : {}),
        ...(documentation ? { documentation } : {}),
        insert: { is: 'key', type: { is: 'string' }, skeleton: { is: 'scalar' } },
      }),
    );
}

interface Candidate {
  readonly name: string;
  readonly detail?: Text;
  readonly documentation?: Text;
}

function candidates(place: Place, here: FieldPlace): readonly Candidate[] {
  const { subject, schema } = place;
  const field = here.field?.name;
  if (here.type.is === 'map' && here.type.of.is === 'definition' && /Quantity$/.test(here.type.of.name))
    return resourceKeys(place);
  if (field === 'annotations')
    return [
      ...(annotationsByKind[subject.kind?.kind ?? ''] ?? []),
      ...annotationNames(subject.kindName ?? ''),
      ...annotations,
    ].map(named);
  if (field === 'nodeSelector') return nodeLabels.map(named);
  if (labelMaps(place).includes(patternOfPath(subject.path))) return labelKeys(place);
  return schema.version && field === 'labels' ? recommendedLabels.map(named) : [];
}

function named(name: string): Candidate {
  return { name };
}

function resourceKeys({ subject }: Place): readonly Candidate[] {
  const holder = String(subject.path[subject.path.length - 2] ?? '');
  const { owner, field } = subject.place ?? {};
  const storage = { name: 'storage', detail: text('bytes', '字节') };
  const isStorage =
    ofVolumes.has(owner?.typeName ?? '') ||
    subject.kind?.kind === 'PersistentVolumeClaim' ||
    claimTemplate(subject.path);
  if (isStorage) return [storage];
  if (owner?.typeName === 'NodeStatus') return [...resourceNames, { name: 'pods' }];
  if (field?.name !== 'hard') return holder === '' ? [] : [...resourceNames, storage];
  return quotaNames.map(named);
}

/** Types that count nothing but bytes of volumes. */
const ofVolumes: ReadonlySet<string> = new Set(['PersistentVolumeSpec', 'PersistentVolumeClaimStatus']);

function claimTemplate(path: readonly (string | number)[]): boolean {
  return path.includes('volumeClaimTemplates') || path.includes('volumeClaimTemplate');
}

const quotaNames =
  'requests.cpu requests.memory limits.cpu limits.memory pods services persistentvolumeclaims requests.storage configmaps secrets replicationcontrollers services.loadbalancers services.nodeports cpu memory count/deployments.apps count/jobs.batch requests.ephemeral-storage limits.ephemeral-storage'.split(
    ' ',
  );

/** Labels that the object has on its other sides, those of the workspace, then those that are recommended. */
function labelKeys(place: Place): readonly Candidate[] {
  const { subject, names } = place;
  const own = labelMaps(place)
    .flatMap((path) => matchesOf(subject.root, patternOf(path)))
    .flatMap((node) => keysOf(node, ''))
    .map(({ word }) => word)
    .filter((word) => !word.includes('\uE000'));
  const isNamespace =
    subject.kind !== undefined && kindFacts(subject.kind.group, subject.kind.kind)?.type === 'Namespace';
  return [
    ...[...new Set(own)].map((name) => ({ name, detail: text('in this object', '本对象内') })),
    ...(isNamespace ? namespaceLabels.map(named) : []),
    ...recommendedLabels.map(named),
    ...names.podLabelKeys().map(({ name, from }) => (from ? { name, detail: verbatim(from) } : { name })),
  ];
}
