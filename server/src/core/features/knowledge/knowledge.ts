// Which words of which fields are known: one table from field to words. Hover says what they are about, completion says it
// beside what it offers, and offers their values. Whose words they are does not matter here.
import type { FieldPlace } from '../../schema/lookup.ts';
import type { Text } from '../../text.ts';
import { annotations, annotationsOfKinds, podAnnotations } from './annotations.data.ts';
import { ingressAnnotations } from './ingressAnnotations.data.ts';
import type { Known, KnownWords } from './known.ts';
import { namespaceLabels, nodeLabels, objectLabels, taints } from './labels.data.ts';
import { capabilities, sysctls } from './security.data.ts';
import { serviceAnnotations } from './serviceAnnotations.data.ts';
import {
  containerResources,
  fieldPaths,
  finalizers,
  ingressControllers,
  priorityClasses,
  provisioners,
  resourceKeys,
  secretTypes,
  verbs,
} from './words.data.ts';

/** `Type.field` whose value, or whose items, are such words. */
const values: Readonly<Record<string, KnownWords>> = {
  'Capabilities.add': capabilities,
  'Capabilities.drop': capabilities,
  'Sysctl.name': sysctls,
  'Toleration.key': taints,
  'Taint.key': taints,
  'PodAffinityTerm.topologyKey': nodeLabels,
  'TopologySpreadConstraint.topologyKey': nodeLabels,
  'NodeSelectorRequirement.key': nodeLabels,
  'LabelSelectorRequirement.key': { ...objectLabels, ...namespaceLabels },
  'PolicyRule.verbs': verbs,
  'ObjectFieldSelector.fieldPath': fieldPaths,
  'ResourceFieldSelector.resource': containerResources,
  'ResourceMetricSource.name': resourceKeys,
  'ContainerResourceMetricSource.name': resourceKeys,
  'ObjectMeta.finalizers': finalizers,
  'PodSpec.priorityClassName': priorityClasses,
  'StorageClass.provisioner': provisioners,
  'IngressClassSpec.controller': ingressControllers,
  'Secret.type': secretTypes,
};

/** `field` of a map whose keys are such words; annotations are by kind, see below. */
const keys: Readonly<Record<string, KnownWords>> = {
  labels: { ...objectLabels, ...namespaceLabels, ...nodeLabels },
  matchLabels: { ...objectLabels, ...namespaceLabels },
  selector: objectLabels,
  nodeSelector: nodeLabels,
  requests: resourceKeys,
  limits: resourceKeys,
  capacity: resourceKeys,
  hard: resourceKeys,
};

/** What a value of a field is about. */
export function aboutValue({ owner, field }: FieldPlace, word: string): Text | undefined {
  return owner && field ? own(values[`${owner.typeName}.${field.name}`], word)?.about : undefined;
}

/** What a key of a map is about; `field` is the map's. */
export function aboutKey(kind: string, field: string, word: string): Text | undefined {
  return knownKey(kind, field, word)?.about;
}

/** Values for a key of a map, the usual first; none where nobody says. */
export function valuesOfKey(kind: string, field: string, word: string): readonly string[] {
  return knownKey(kind, field, word)?.values ?? [];
}

function knownKey(kind: string, field: string, word: string): Known | undefined {
  const words = field === 'annotations' ? [...annotationLists(kind), ...allAnnotations] : [keys[field]];
  return words.map((list) => own(list, word)).find((known) => known !== undefined);
}

/** Annotations that are read from objects of a kind, those of the kind alone first. */
export function annotationNames(kind: string): readonly string[] {
  return annotationLists(kind).flatMap((list) => Object.keys(list));
}

const byKind: Readonly<Record<string, KnownWords>> = {
  ...annotationsOfKinds,
  Ingress: ingressAnnotations,
  Service: serviceAnnotations,
};

/** A pod's are also those of what makes it: people hover and write them in templates. */
function annotationLists(kind: string): readonly KnownWords[] {
  const special = own(byKind, kind);
  return special ? [special, annotations] : [podAnnotations, annotations];
}

const allAnnotations: readonly KnownWords[] = [podAnnotations, ...Object.values(byKind)];

function own<T>(words: Readonly<Record<string, T>> | undefined, word: string): T | undefined {
  return words && Object.hasOwn(words, word) ? words[word] : undefined;
}
