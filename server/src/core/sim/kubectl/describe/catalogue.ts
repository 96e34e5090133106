// The description of each kind. A new one is a function in a file beside and one line here; other kinds show their fields.
import type { JsonObject } from '../../../apiserver/types.ts';
import { role, roleBinding } from './access.ts';
import * as cluster from './cluster.ts';
import { generic } from './generic.ts';
import * as network from './network.ts';
import { networkPolicy } from './networkPolicies.ts';
import { node } from './nodes.ts';
import { pod } from './pods.ts';
import * as storage from './storage.ts';
import * as workloads from './workloads.ts';
import type { DescribeContext, Writer } from './writer.ts';

type Describer = (w: Writer, object: JsonObject, context: DescribeContext) => void;

const describers: Readonly<Record<string, Describer>> = {
  Pod: pod,
  Node: node,
  Deployment: workloads.deployment,
  ReplicaSet: workloads.replicaSet,
  ReplicationController: workloads.replicationController,
  DaemonSet: workloads.daemonSet,
  StatefulSet: workloads.statefulSet,
  Job: workloads.job,
  CronJob: workloads.cronJob,
  PodDisruptionBudget: workloads.podDisruptionBudget,
  Service: network.service,
  Endpoints: network.endpoints,
  EndpointSlice: network.endpointSlice,
  Ingress: network.ingress,
  IngressClass: network.ingressClass,
  PersistentVolume: storage.persistentVolume,
  PersistentVolumeClaim: storage.persistentVolumeClaim,
  StorageClass: storage.storageClass,
  VolumeAttributesClass: storage.volumeAttributesClass,
  CSINode: storage.csiNode,
  NetworkPolicy: networkPolicy,
  ServiceCIDR: network.serviceCidr,
  IPAddress: network.ipAddress,
  Role: role,
  ClusterRole: role,
  RoleBinding: roleBinding,
  ClusterRoleBinding: roleBinding,
  ConfigMap: cluster.configMap,
  Secret: cluster.secret,
  Namespace: cluster.namespace,
  ServiceAccount: cluster.serviceAccount,
  LimitRange: cluster.limitRange,
  ResourceQuota: cluster.resourceQuota,
  PriorityClass: cluster.priorityClass,
  HorizontalPodAutoscaler: cluster.horizontalPodAutoscaler,
};

export const describerOf = (kind: string): Describer => describers[kind] ?? generic;
