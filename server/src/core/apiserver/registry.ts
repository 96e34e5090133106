// Every kind whose rules stand in a file of its own. A new kind is a new file and a line here; kinds without a line are
// decoded against the schema, and their metadata is judged, nothing else.
import type { KindRules } from './rules.ts';
import { mutatingAdmissionPolicy, validatingAdmissionPolicy } from './validation/admissionPolicy.ts';
import {
  mutatingAdmissionPolicyBinding,
  validatingAdmissionPolicyBinding,
} from './validation/admissionPolicyBinding.ts';
import { apiService } from './validation/apiService.ts';
import { certificateSigningRequest } from './validation/certificateSigningRequest.ts';
import { configMap } from './validation/configMap.ts';
import { controllerRevision } from './validation/controllerRevision.ts';
import { cronJob } from './validation/cronJob.ts';
import { csiDriver, csiNode, csiStorageCapacity, volumeAttachment } from './validation/csi.ts';
import { customResourceDefinition } from './validation/customResourceDefinition.ts';
import { daemonSet } from './validation/daemonSet.ts';
import { deployment } from './validation/deployment.ts';
import { deviceClass } from './validation/deviceClass.ts';
import { endpointSlice } from './validation/endpointSlice.ts';
import { endpoints } from './validation/endpoints.ts';
import { event, eventOfGroup } from './validation/event.ts';
import { flowSchema } from './validation/flowSchema.ts';
import { horizontalPodAutoscaler, horizontalPodAutoscalerV1 } from './validation/horizontalPodAutoscaler.ts';
import { ingress, ingressClass } from './validation/ingress.ts';
import { job } from './validation/job.ts';
import { lease } from './validation/lease.ts';
import { limitRange } from './validation/limitRange.ts';
import { namespace } from './validation/namespace.ts';
import { networkPolicy } from './validation/networkPolicy.ts';
import { node } from './validation/node.ts';
import { persistentVolume } from './validation/persistentVolume.ts';
import { persistentVolumeClaim } from './validation/persistentVolumeClaim.ts';
import { pod } from './validation/pod.ts';
import { podDisruptionBudget } from './validation/podDisruptionBudget.ts';
import { podTemplate } from './validation/podTemplate.ts';
import { priorityClass } from './validation/priorityClass.ts';
import { priorityLevelConfiguration } from './validation/priorityLevelConfiguration.ts';
import { clusterRole, clusterRoleBinding, role, roleBinding } from './validation/rbac.ts';
import { replicaSet } from './validation/replicaSet.ts';
import { replicationController } from './validation/replicationController.ts';
import { resourceClaim, resourceClaimTemplate } from './validation/resourceClaim.ts';
import { resourceQuota } from './validation/resourceQuota.ts';
import { resourceSlice } from './validation/resourceSlice.ts';
import { runtimeClass } from './validation/runtimeClass.ts';
import { secret } from './validation/secret.ts';
import { service } from './validation/service.ts';
import { serviceAccount } from './validation/serviceAccount.ts';
import { ipAddress, serviceCidr } from './validation/serviceCidr.ts';
import { statefulSet } from './validation/statefulSet.ts';
import { storageClass, volumeAttributesClass } from './validation/storageClass.ts';
import { mutatingWebhookConfiguration, validatingWebhookConfiguration } from './validation/webhookConfiguration.ts';

const entries: readonly KindRules[] = [
  deployment,
  replicaSet,
  statefulSet,
  daemonSet,
  replicationController,
  podTemplate,
  job,
  cronJob,
  controllerRevision,
  pod,
  configMap,
  secret,
  namespace,
  serviceAccount,
  limitRange,
  resourceQuota,
  endpoints,
  endpointSlice,
  node,
  persistentVolume,
  persistentVolumeClaim,
  storageClass,
  volumeAttributesClass,
  csiDriver,
  csiNode,
  csiStorageCapacity,
  volumeAttachment,
  podDisruptionBudget,
  networkPolicy,
  ingress,
  ingressClass,
  serviceCidr,
  ipAddress,
  role,
  clusterRole,
  roleBinding,
  clusterRoleBinding,
  priorityClass,
  lease,
  runtimeClass,
  horizontalPodAutoscaler,
  horizontalPodAutoscalerV1,
  service,
  validatingWebhookConfiguration,
  mutatingWebhookConfiguration,
  validatingAdmissionPolicy,
  mutatingAdmissionPolicy,
  validatingAdmissionPolicyBinding,
  mutatingAdmissionPolicyBinding,
  event,
  eventOfGroup,
  flowSchema,
  priorityLevelConfiguration,
  apiService,
  resourceClaim,
  resourceClaimTemplate,
  resourceSlice,
  deviceClass,
  certificateSigningRequest,
  customResourceDefinition,
];

/** Versions in which a kind looks as it does in its last one. */
const sameInVersions: readonly (readonly [KindRules, string])[] = [
  [resourceClaim, 'resource.k8s.io/v1beta2'],
  [resourceClaimTemplate, 'resource.k8s.io/v1beta2'],
  [resourceSlice, 'resource.k8s.io/v1beta2'],
  [deviceClass, 'resource.k8s.io/v1beta2'],
  [deviceClass, 'resource.k8s.io/v1beta1'],
];

const byName = new Map(entries.map((rules) => [`${rules.apiVersion}/${rules.kind}`, rules]));
for (const [rules, apiVersion] of sameInVersions) byName.set(`${apiVersion}/${rules.kind}`, rules);

/** The rules of a kind, by its apiVersion and kind as written in manifests. */
export function rulesFor(apiVersion: string, kind: string): KindRules | undefined {
  return byName.get(`${apiVersion}/${kind}`);
}
