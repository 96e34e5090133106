// What kubectl calls a kind on the command line: plural, singular and short names, and its apiVersion. Data only.
import type { LineType } from '../../kubernetes/kubectl/completeLine.ts';
import { groupOf, kindFacts } from '../kinds.ts';
import type { Columns } from './table.ts';

export interface Resource {
  readonly kind: string;
  readonly apiVersion: string;
  readonly shortNames?: readonly string[];
  /** A warning the server sends with every answer about it. */
  readonly warning?: string;
  /** Part of `all`. */
  readonly inAll?: true;
  /** What a CustomResourceDefinition says of its objects. */
  readonly custom?: {
    readonly plural: string;
    readonly namespaced: boolean;
    readonly columns: Columns;
    /** Fields that objects can be selected by. */
    readonly selectable: readonly string[];
  };
}

const resources: readonly Resource[] = [
  { kind: 'Pod', apiVersion: 'v1', shortNames: ['po'], inAll: true },
  { kind: 'ReplicationController', apiVersion: 'v1', shortNames: ['rc'], inAll: true },
  { kind: 'Service', apiVersion: 'v1', shortNames: ['svc'], inAll: true },
  { kind: 'DaemonSet', apiVersion: 'apps/v1', shortNames: ['ds'], inAll: true },
  { kind: 'Deployment', apiVersion: 'apps/v1', shortNames: ['deploy'], inAll: true },
  { kind: 'ReplicaSet', apiVersion: 'apps/v1', shortNames: ['rs'], inAll: true },
  { kind: 'StatefulSet', apiVersion: 'apps/v1', shortNames: ['sts'], inAll: true },
  { kind: 'HorizontalPodAutoscaler', apiVersion: 'autoscaling/v2', shortNames: ['hpa'], inAll: true },
  { kind: 'CronJob', apiVersion: 'batch/v1', shortNames: ['cj'], inAll: true },
  { kind: 'Job', apiVersion: 'batch/v1', inAll: true },
  { kind: 'ControllerRevision', apiVersion: 'apps/v1' },
  { kind: 'ConfigMap', apiVersion: 'v1', shortNames: ['cm'] },
  {
    kind: 'Endpoints',
    apiVersion: 'v1',
    shortNames: ['ep'],
    warning: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  },
  { kind: 'EndpointSlice', apiVersion: 'discovery.k8s.io/v1' },
  { kind: 'Event', apiVersion: 'v1', shortNames: ['ev'] },
  { kind: 'LimitRange', apiVersion: 'v1', shortNames: ['limits'] },
  { kind: 'Namespace', apiVersion: 'v1', shortNames: ['ns'] },
  { kind: 'Node', apiVersion: 'v1', shortNames: ['no'] },
  { kind: 'PersistentVolume', apiVersion: 'v1', shortNames: ['pv'] },
  { kind: 'PersistentVolumeClaim', apiVersion: 'v1', shortNames: ['pvc'] },
  { kind: 'PodTemplate', apiVersion: 'v1' },
  { kind: 'ResourceQuota', apiVersion: 'v1', shortNames: ['quota'] },
  { kind: 'Secret', apiVersion: 'v1' },
  { kind: 'ServiceAccount', apiVersion: 'v1', shortNames: ['sa'] },
  { kind: 'Ingress', apiVersion: 'networking.k8s.io/v1', shortNames: ['ing'] },
  { kind: 'IngressClass', apiVersion: 'networking.k8s.io/v1' },
  { kind: 'NetworkPolicy', apiVersion: 'networking.k8s.io/v1', shortNames: ['netpol'] },
  { kind: 'PodDisruptionBudget', apiVersion: 'policy/v1', shortNames: ['pdb'] },
  { kind: 'PriorityClass', apiVersion: 'scheduling.k8s.io/v1', shortNames: ['pc'] },
  { kind: 'StorageClass', apiVersion: 'storage.k8s.io/v1', shortNames: ['sc'] },
  { kind: 'CSIDriver', apiVersion: 'storage.k8s.io/v1' },
  { kind: 'CSINode', apiVersion: 'storage.k8s.io/v1' },
  { kind: 'VolumeAttributesClass', apiVersion: 'storage.k8s.io/v1', shortNames: ['vac'] },
  { kind: 'Role', apiVersion: 'rbac.authorization.k8s.io/v1' },
  { kind: 'RoleBinding', apiVersion: 'rbac.authorization.k8s.io/v1' },
  { kind: 'ClusterRole', apiVersion: 'rbac.authorization.k8s.io/v1' },
  { kind: 'ClusterRoleBinding', apiVersion: 'rbac.authorization.k8s.io/v1' },
  { kind: 'RuntimeClass', apiVersion: 'node.k8s.io/v1' },
  { kind: 'Lease', apiVersion: 'coordination.k8s.io/v1' },
  { kind: 'CertificateSigningRequest', apiVersion: 'certificates.k8s.io/v1', shortNames: ['csr'] },
  { kind: 'VolumeAttachment', apiVersion: 'storage.k8s.io/v1' },
  { kind: 'CSIStorageCapacity', apiVersion: 'storage.k8s.io/v1' },
  { kind: 'ServiceCIDR', apiVersion: 'networking.k8s.io/v1' },
  { kind: 'IPAddress', apiVersion: 'networking.k8s.io/v1', shortNames: ['ip'] },
  { kind: 'ValidatingWebhookConfiguration', apiVersion: 'admissionregistration.k8s.io/v1' },
  { kind: 'MutatingWebhookConfiguration', apiVersion: 'admissionregistration.k8s.io/v1' },
  { kind: 'ValidatingAdmissionPolicy', apiVersion: 'admissionregistration.k8s.io/v1' },
  { kind: 'ValidatingAdmissionPolicyBinding', apiVersion: 'admissionregistration.k8s.io/v1' },
  { kind: 'MutatingAdmissionPolicy', apiVersion: 'admissionregistration.k8s.io/v1' },
  { kind: 'MutatingAdmissionPolicyBinding', apiVersion: 'admissionregistration.k8s.io/v1' },
  { kind: 'FlowSchema', apiVersion: 'flowcontrol.apiserver.k8s.io/v1' },
  { kind: 'PriorityLevelConfiguration', apiVersion: 'flowcontrol.apiserver.k8s.io/v1' },
  { kind: 'DeviceClass', apiVersion: 'resource.k8s.io/v1' },
  { kind: 'ResourceClaim', apiVersion: 'resource.k8s.io/v1' },
  { kind: 'ResourceClaimTemplate', apiVersion: 'resource.k8s.io/v1' },
  { kind: 'ResourceSlice', apiVersion: 'resource.k8s.io/v1' },
  { kind: 'CustomResourceDefinition', apiVersion: 'apiextensions.k8s.io/v1', shortNames: ['crd', 'crds'] },
];

const byName = new Map(resources.flatMap((resource) => namesOf(resource).map((name) => [name, resource] as const)));

function namesOf({ kind, apiVersion, shortNames = [] }: Resource): readonly string[] {
  const { plural } = kindFacts(kind);
  const group = groupOf(apiVersion);
  const full = [kind.toLowerCase(), plural];
  return [...full, ...shortNames, ...(group === '' ? [] : full.map((name) => `${name}.${group}`))];
}

/** By any of its names, in any case; undefined: the server has no such type. */
export function resourceNamed(name: string): Resource | undefined {
  return byName.get(name.toLowerCase());
}

export function resourceOfKind(kind: string): Resource | undefined {
  return resources.find((resource) => resource.kind === kind);
}

export const allResources: readonly Resource[] = resources.filter(({ inAll }) => inAll);

/** `deployment.apps`, `pod`: before the name in kubectl's messages. */
export function argumentPrefix({ kind, apiVersion }: Resource): string {
  const group = groupOf(apiVersion);
  return group === '' ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`;
}

export const pluralOf = ({ kind, custom }: Resource): string => custom?.plural ?? kindFacts(kind).plural;

/** `deployments.apps`: in the server's messages. */
export function serverName(resource: Resource): string {
  const group = groupOf(resource.apiVersion);
  return group === '' ? pluralOf(resource) : `${pluralOf(resource)}.${group}`;
}

/** `apps/v1, Resource=deployments`: as Go writes a resource with its version. */
export function versionedName(resource: Resource): string {
  const { apiVersion } = resource;
  return `${groupOf(apiVersion) === '' ? '/' : ''}${apiVersion}, Resource=${pluralOf(resource)}`;
}

export const isNamespaced = ({ kind, custom }: Resource): boolean =>
  custom?.namespaced ?? kindFacts(kind).clusterScoped !== true;

/** As completion of command lines has them. */
export const lineTypes: readonly LineType[] = resources.map(({ kind, shortNames = [] }) => ({
  kind,
  plural: kindFacts(kind).plural,
  shortNames,
}));
