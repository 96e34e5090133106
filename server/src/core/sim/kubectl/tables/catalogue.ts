// The table of each kind. A new table is a constant in a file beside and one line here; other kinds show name and age.
import type { Columns } from '../table.ts';
import * as access from './access.ts';
import * as cluster from './cluster.ts';
import { age, createdAt, name } from './columns.ts';
import * as devices from './devices.ts';
import * as network from './network.ts';
import * as policies from './policies.ts';
import * as storage from './storage.ts';
import * as workloads from './workloads.ts';

const named: Columns = [name, age];
const dated: Columns = [name, createdAt];

const tables: Readonly<Record<string, Columns>> = {
  Pod: workloads.pods,
  Deployment: workloads.deployments,
  ReplicaSet: workloads.replicaSets,
  ReplicationController: workloads.replicationControllers,
  StatefulSet: workloads.statefulSets,
  DaemonSet: workloads.daemonSets,
  Job: workloads.jobs,
  CronJob: workloads.cronJobs,
  ControllerRevision: workloads.controllerRevisions,
  PodDisruptionBudget: workloads.podDisruptionBudgets,
  Service: network.services,
  Endpoints: network.endpoints,
  EndpointSlice: network.endpointSlices,
  Ingress: network.ingresses,
  IngressClass: network.ingressClasses,
  NetworkPolicy: network.networkPolicies,
  PersistentVolume: storage.persistentVolumes,
  PersistentVolumeClaim: storage.persistentVolumeClaims,
  StorageClass: storage.storageClasses,
  Node: cluster.nodes,
  Namespace: cluster.namespaces,
  ConfigMap: cluster.configMaps,
  Secret: cluster.secrets,
  Event: cluster.events,
  ResourceQuota: cluster.resourceQuotas,
  HorizontalPodAutoscaler: cluster.horizontalPodAutoscalers,
  PriorityClass: cluster.priorityClasses,
  RuntimeClass: cluster.runtimeClasses,
  Lease: cluster.leases,
  PodTemplate: workloads.podTemplates,
  ServiceCIDR: network.serviceCidrs,
  IPAddress: network.ipAddresses,
  CSIDriver: devices.csiDrivers,
  CSINode: devices.csiNodes,
  VolumeAttachment: devices.volumeAttachments,
  VolumeAttributesClass: devices.volumeAttributesClasses,
  ResourceClaim: devices.resourceClaims,
  ResourceSlice: devices.resourceSlices,
  ValidatingWebhookConfiguration: policies.webhooks,
  MutatingWebhookConfiguration: policies.webhooks,
  ValidatingAdmissionPolicy: policies.validatingPolicies,
  MutatingAdmissionPolicy: policies.mutatingPolicies,
  ValidatingAdmissionPolicyBinding: policies.policyBindings,
  MutatingAdmissionPolicyBinding: policies.policyBindings,
  FlowSchema: policies.flowSchemas,
  PriorityLevelConfiguration: policies.priorityLevels,
  RoleBinding: access.roleBindings,
  ClusterRoleBinding: access.roleBindings,
  CSIStorageCapacity: dated,
  Role: dated,
  ClusterRole: dated,
  LimitRange: dated,
  CustomResourceDefinition: dated,
};

export const tableOf = (kind: string): Columns => tables[kind] ?? named;
