// Facts about the kinds the simulated API server stores: plural, scope, whether it counts generations, the status a new
// object has, finalizers given at creation. Kinds without a row behave like a plain namespaced resource. Data only.
import type { JsonObject } from '../apiserver/types.ts';

export interface KindFacts {
  readonly plural: string;
  readonly clusterScoped?: true;
  /** metadata.generation starts at 1 and grows with the spec. */
  readonly generation?: true;
  /** A status the server gives a new object, whatever was sent. */
  readonly status?: JsonObject;
  readonly finalizers?: readonly string[];
}

const table: Readonly<Record<string, KindFacts>> = {
  Pod: { plural: 'pods', generation: true, status: { phase: 'Pending' } },
  Deployment: { plural: 'deployments', generation: true, status: {} },
  ReplicaSet: { plural: 'replicasets', generation: true, status: { replicas: 0 } },
  ReplicationController: { plural: 'replicationcontrollers', generation: true, status: { replicas: 0 } },
  StatefulSet: { plural: 'statefulsets', generation: true, status: { replicas: 0, availableReplicas: 0 } },
  DaemonSet: {
    plural: 'daemonsets',
    generation: true,
    status: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  },
  ControllerRevision: { plural: 'controllerrevisions' },
  Job: { plural: 'jobs', generation: true, status: {} },
  CronJob: { plural: 'cronjobs', generation: true, status: {} },
  Node: { plural: 'nodes', clusterScoped: true },
  Namespace: { plural: 'namespaces', clusterScoped: true, status: { phase: 'Active' } },
  PersistentVolume: {
    plural: 'persistentvolumes',
    clusterScoped: true,
    status: { phase: 'Pending' },
    finalizers: ['kubernetes.io/pv-protection'],
  },
  PersistentVolumeClaim: {
    plural: 'persistentvolumeclaims',
    status: { phase: 'Pending' },
    finalizers: ['kubernetes.io/pvc-protection'],
  },
  StorageClass: { plural: 'storageclasses', clusterScoped: true },
  Service: { plural: 'services', status: { loadBalancer: {} } },
  EndpointSlice: { plural: 'endpointslices', generation: true },
  Endpoints: { plural: 'endpoints' },
  ConfigMap: { plural: 'configmaps' },
  Secret: { plural: 'secrets' },
  ServiceAccount: { plural: 'serviceaccounts' },
  PriorityClass: { plural: 'priorityclasses', clusterScoped: true, generation: true },
  PodDisruptionBudget: {
    plural: 'poddisruptionbudgets',
    generation: true,
    status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
  },
  HorizontalPodAutoscaler: { plural: 'horizontalpodautoscalers', status: { desiredReplicas: 0, currentMetrics: null } },
  ResourceQuota: { plural: 'resourcequotas', status: {} },
  LimitRange: { plural: 'limitranges' },
  Ingress: { plural: 'ingresses', generation: true, status: { loadBalancer: {} } },
  IngressClass: { plural: 'ingressclasses', clusterScoped: true, generation: true },
  NetworkPolicy: { plural: 'networkpolicies', generation: true },
  Event: { plural: 'events' },
  Role: { plural: 'roles' },
  RoleBinding: { plural: 'rolebindings' },
  ClusterRole: { plural: 'clusterroles', clusterScoped: true },
  ClusterRoleBinding: { plural: 'clusterrolebindings', clusterScoped: true },
  CustomResourceDefinition: { plural: 'customresourcedefinitions', clusterScoped: true, generation: true },
  RuntimeClass: { plural: 'runtimeclasses', clusterScoped: true },
  CSIDriver: { plural: 'csidrivers', clusterScoped: true },
  CSINode: { plural: 'csinodes', clusterScoped: true },
  VolumeAttachment: { plural: 'volumeattachments', clusterScoped: true },
  VolumeAttributesClass: { plural: 'volumeattributesclasses', clusterScoped: true },
  PodTemplate: { plural: 'podtemplates', generation: true },
  ValidatingWebhookConfiguration: { plural: 'validatingwebhookconfigurations', clusterScoped: true, generation: true },
  MutatingWebhookConfiguration: { plural: 'mutatingwebhookconfigurations', clusterScoped: true, generation: true },
  ValidatingAdmissionPolicy: { plural: 'validatingadmissionpolicies', clusterScoped: true, generation: true },
  ValidatingAdmissionPolicyBinding: {
    plural: 'validatingadmissionpolicybindings',
    clusterScoped: true,
    generation: true,
  },
  MutatingAdmissionPolicy: { plural: 'mutatingadmissionpolicies', clusterScoped: true, generation: true },
  MutatingAdmissionPolicyBinding: { plural: 'mutatingadmissionpolicybindings', clusterScoped: true, generation: true },
  CertificateSigningRequest: { plural: 'certificatesigningrequests', clusterScoped: true },
  FlowSchema: { plural: 'flowschemas', clusterScoped: true, generation: true },
  PriorityLevelConfiguration: { plural: 'prioritylevelconfigurations', clusterScoped: true, generation: true },
  ServiceCIDR: { plural: 'servicecidrs', clusterScoped: true },
  IPAddress: { plural: 'ipaddresses', clusterScoped: true },
  DeviceClass: { plural: 'deviceclasses', clusterScoped: true, generation: true },
  ResourceSlice: { plural: 'resourceslices', clusterScoped: true, generation: true },
};

export function kindFacts(kind: string): KindFacts {
  return table[kind] ?? { plural: pluralOf(kind) };
}

/** Kinds the table knows. */
export const knownKinds: readonly string[] = Object.keys(table);

/** The group of an apiVersion; '' is core. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** `deployments.apps`, `pods`: how the server names the resource in messages. */
export function resourceName(apiVersion: string, kind: string): string {
  const group = groupOf(apiVersion);
  return group === '' ? kindFacts(kind).plural : `${kindFacts(kind).plural}.${group}`;
}

function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (/(s|x|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
