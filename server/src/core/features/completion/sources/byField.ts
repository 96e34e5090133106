// Fields whose values are neither in the schema nor in the workspace, and where their offers come from. One literal
// table by type and field; a new source is a line here.

import { wordAt } from '../../../kubernetes/resource.ts';
import type { FieldPlace } from '../../../schema/lookup.ts';
import { type Text, text, verbatim } from '../../../text.ts';
import { aboutValue } from '../../knowledge/knowledge.ts';
import type { Offer } from '../offer.ts';
import type { Place } from '../place.ts';
import { scheduleOffers } from './cronExpressions.ts';
import { imageOffers } from './images.ts';
import { containerPortOffers, podPortOffers } from './ports.ts';
import { resourceNames } from './quantities.ts';
import { apiGroupOffers, groupOfKind, kindsIn, resourceNameOffers, resourceOffers, verbOffers } from './rbac.ts';
import {
  capabilities,
  finalizers,
  ingressControllers,
  nodeLabels,
  priorityClasses,
  provisioners,
  recommendedLabels,
  sysctls,
  taintKeys,
  topologyKeys,
} from './wellKnown.data.ts';

type Source = (place: Place) => readonly Offer[];

/** Offers for the field at the cursor from its own source, when it has one. */
export function bySource(place: Place, here: FieldPlace): readonly Offer[] {
  const { owner, field } = here;
  if (!owner || !field) return [];
  const found = (sources[`${owner.typeName}.${field.name}`] ?? sources[`*.${field.name}`])?.(place) ?? [];
  return found.map((offer) => documented(offer, aboutValue(here, offer.label)));
}

function documented(offer: Offer, about: Text | undefined): Offer {
  return about && !offer.documentation ? { ...offer, documentation: about } : offer;
}

function words(values: readonly string[], detail?: Text, wantsString = true): readonly Offer[] {
  return values.map((value) => ({
    label: value,
    kind: 'value',
    rank: 5,
    ...(detail ? { detail } : {}),
    insert: { is: 'value', value, wantsString },
  }));
}

const fieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'status.podIP',
  'spec.nodeName',
  'status.hostIP',
  'spec.serviceAccountName',
  'metadata.uid',
  'metadata.labels',
  'metadata.annotations',
  'status.podIPs',
  'status.hostIPs',
  "metadata.labels['']",
  "metadata.annotations['']",
];

const containerResources = ['limits', 'requests'].flatMap((kind) =>
  ['cpu', 'memory', 'ephemeral-storage'].map((name) => `${kind}.${name}`),
);

/** The group that belongs to the `kind` beside it. */
function groupBeside(place: Place): readonly Offer[] {
  const { subject, schema } = place;
  const kind = wordAt(subject.root, [...subject.path.slice(0, -1), 'kind']);
  const group = kind === undefined ? undefined : groupOfKind(schema, kind);
  return words(group ? [group] : ['rbac.authorization.k8s.io', 'apps', 'storage.k8s.io', 'snapshot.storage.k8s.io']);
}

/** The apiVersion that belongs to the `kind` beside it. */
function versionBeside(place: Place): readonly Offer[] {
  const { subject, schema } = place;
  const kind = wordAt(subject.root, [...subject.path.slice(0, -1), 'kind']);
  const versions = schema
    .kinds()
    .filter((candidate) => candidate.served && (kind === undefined || candidate.kind === kind));
  return words([
    ...new Set([...(kind === undefined ? ['apps/v1'] : []), ...versions.map((candidate) => candidate.apiVersion)]),
  ]);
}

const scalable: Source = ({ schema }) => [
  ...words(['Deployment', 'StatefulSet', 'ReplicaSet']),
  ...kindsIn(schema, (kind) => kind.subresources.includes('scale')),
];
const anyKind: Source = ({ schema }) => kindsIn(schema, (kind) => kind.served);

const sources: Readonly<Record<string, Source>> = {
  'ObjectFieldSelector.fieldPath': () => words(fieldPaths),
  'ObjectFieldSelector.apiVersion': () => words(['v1']),
  'ResourceFieldSelector.resource': () => words(containerResources),
  'ResourceFieldSelector.divisor': () => words(['1', '1m', '1Mi', '1Ki', '1Gi'], undefined, false),
  'PodAffinityTerm.topologyKey': () => words(topologyKeys),
  'TopologySpreadConstraint.topologyKey': () => words(topologyKeys),
  'Toleration.key': () => words(taintKeys),
  'Taint.key': () => words(taintKeys),
  'NodeSelectorRequirement.key': () => words(nodeLabels),
  'LabelSelectorRequirement.key': ({ names }) => [
    ...words(
      names.podLabelKeys().map(({ name }) => name),
      text('label', '标签'),
    ),
    ...words(recommendedLabels),
  ],
  'PolicyRule.verbs': verbOffers,
  'PolicyRule.apiGroups': apiGroupOffers,
  'PolicyRule.resources': resourceOffers,
  'PolicyRule.resourceNames': resourceNameOffers,
  'RuleWithOperations.apiGroups': apiGroupOffers,
  'RuleWithOperations.resources': resourceOffers,
  'RuleWithOperations.apiVersions': () => words(['v1', 'v1beta1', '*']),
  'RoleRef.kind': () => words(['Role', 'ClusterRole']),
  'RoleRef.apiGroup': () => words(['rbac.authorization.k8s.io']),
  'Subject.kind': () => words(['ServiceAccount', 'User', 'Group']),
  'Subject.apiGroup': (place) => groupBeside(place),
  'CrossVersionObjectReference.kind': scalable,
  'CrossVersionObjectReference.apiVersion': versionBeside,
  'OwnerReference.kind': anyKind,
  'OwnerReference.apiVersion': versionBeside,
  'ObjectReference.kind': anyKind,
  'ObjectReference.apiVersion': versionBeside,
  'TypedLocalObjectReference.kind': () => words(['PersistentVolumeClaim', 'VolumeSnapshot', 'Service', 'Secret']),
  'TypedLocalObjectReference.apiGroup': groupBeside,
  'TypedObjectReference.kind': () => words(['PersistentVolumeClaim', 'VolumeSnapshot']),
  'TypedObjectReference.apiGroup': groupBeside,
  'CustomResourceDefinitionSpec.scope': () => words(['Namespaced', 'Cluster']),
  'JSONSchemaProps.type': () => words(['object', 'string', 'integer', 'array', 'boolean', 'number']),
  'CustomResourceColumnDefinition.type': () => words(['string', 'integer', 'date', 'boolean', 'number']),
  'Capabilities.add': () => words(capabilities),
  'Capabilities.drop': () => words(capabilities),
  'Sysctl.name': () => words(sysctls),
  'CronJobSpec.schedule': scheduleOffers,
  'CronJobSpec.timeZone': () =>
    words(['Etc/UTC', 'Asia/Shanghai', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'Asia/Tokyo']),
  'ServiceSpec.clusterIP': () =>
    words(['None'], text('headless: DNS gives the pods themselves', '无头服务：DNS 直接返回各 Pod')),
  'ServicePort.name': () => words(['http', 'https', 'grpc', 'metrics', 'tcp', 'web']),
  'ContainerPort.name': () => words(['http', 'https', 'grpc', 'metrics', 'web']),
  'Container.image': imageOffers,
  'EphemeralContainer.image': imageOffers,
  'ServicePort.targetPort': podPortOffers,
  'NetworkPolicyPort.port': podPortOffers,
  'HTTPGetAction.port': containerPortOffers,
  'TCPSocketAction.port': containerPortOffers,
  'GRPCAction.port': containerPortOffers,
  'StorageClass.provisioner': () => words(provisioners),
  'PodSpec.priorityClassName': () => words(priorityClasses),
  'IngressClassSpec.controller': () => words(ingressControllers),
  'IngressSpec.ingressClassName': () => words(['nginx', 'traefik', 'haproxy', 'alb', 'kong']),
  'PersistentVolumeClaimSpec.storageClassName': () =>
    words(['standard', 'gp3', 'local-path', 'managed-csi', 'nfs-client']),
  'PersistentVolumeSpec.storageClassName': () => words(['standard', 'manual', 'local-storage']),
  'ObjectMeta.finalizers': () => words(finalizers),
  'ObjectMeta.namespace': () => words(['default', 'kube-system'], verbatim('Namespace')),
  'Subject.namespace': () => words(['default', 'kube-system'], verbatim('Namespace')),
  'PodSpec.serviceAccountName': () => words(['default'], verbatim('ServiceAccount')),
  'EmptyDirVolumeSource.medium': () => words(['Memory']),
  'DeploymentSpec.replicas': () => words(['1', '2', '3'], undefined, false),
  'RollingUpdateDeployment.maxSurge': () => words(['25%', '1', '0'], undefined, false),
  'RollingUpdateDeployment.maxUnavailable': () => words(['25%', '0', '1'], undefined, false),
  'PodDisruptionBudgetSpec.minAvailable': () => words(['1', '50%'], undefined, false),
  'PodDisruptionBudgetSpec.maxUnavailable': () => words(['1', '25%'], undefined, false),
  'ResourceMetricSource.name': () => words(['cpu', 'memory']),
  'ContainerResourceMetricSource.name': () => words(['cpu', 'memory']),
  'ConfigMapVolumeSource.defaultMode': () => words(['0644', '0444', '0755'], undefined, false),
  'SecretVolumeSource.defaultMode': () => words(['0400', '0444', '0600'], undefined, false),
  'PodDNSConfigOption.name': () => words(['ndots', 'timeout', 'attempts', 'edns0']),
  'ValidatingWebhook.admissionReviewVersions': () => words(['v1']),
  'MutatingWebhook.admissionReviewVersions': () => words(['v1']),
  'ResourceQuotaSpec.hard': () => words(resourceNames.map(({ name }) => name)),
};
