// Every kind that has facts of its own, by name. A new kind is a new file and a line here; kinds without a file still get
// all that the schema gives.
import { apiService } from './apiService.ts';
import { application } from './application.ts';
import { certificate } from './certificate.ts';
import { clusterRole } from './clusterRole.ts';
import { clusterRoleBinding } from './clusterRoleBinding.ts';
import { configMap } from './configMap.ts';
import { cronJob } from './cronJob.ts';
import { csiStorageCapacity } from './csiStorageCapacity.ts';
import { customResourceDefinition } from './customResourceDefinition.ts';
import { daemonSet } from './daemonSet.ts';
import { deployment } from './deployment.ts';
import { endpointSlice } from './endpointSlice.ts';
import { endpoints } from './endpoints.ts';
import { externalSecret } from './externalSecret.ts';
import { fluxKustomization } from './fluxKustomization.ts';
import { gateway } from './gateway.ts';
import { grpcRoute } from './grpcRoute.ts';
import { helmRelease } from './helmRelease.ts';
import { horizontalPodAutoscaler } from './horizontalPodAutoscaler.ts';
import { httpRoute } from './httpRoute.ts';
import { ingress } from './ingress.ts';
import { ingressClass } from './ingressClass.ts';
import { ingressRoute } from './ingressRoute.ts';
import { issuer } from './issuer.ts';
import { job } from './job.ts';
import type { KindFacts } from './kind.ts';
import { mutatingAdmissionPolicyBinding } from './mutatingAdmissionPolicyBinding.ts';
import { mutatingWebhookConfiguration } from './mutatingWebhookConfiguration.ts';
import { namespace } from './namespace.ts';
import { networkPolicy } from './networkPolicy.ts';
import { persistentVolume } from './persistentVolume.ts';
import { persistentVolumeClaim } from './persistentVolumeClaim.ts';
import { pod } from './pod.ts';
import { podDisruptionBudget } from './podDisruptionBudget.ts';
import { podMonitor } from './podMonitor.ts';
import { podTemplate } from './podTemplate.ts';
import { priorityClass } from './priorityClass.ts';
import { replicaSet } from './replicaSet.ts';
import { replicationController } from './replicationController.ts';
import { resourceClaim } from './resourceClaim.ts';
import { resourceClaimTemplate } from './resourceClaimTemplate.ts';
import { role } from './role.ts';
import { roleBinding } from './roleBinding.ts';
import { rollout } from './rollout.ts';
import { scaledObject } from './scaledObject.ts';
import { secret } from './secret.ts';
import { service } from './service.ts';
import { serviceAccount } from './serviceAccount.ts';
import { serviceMonitor } from './serviceMonitor.ts';
import { statefulSet } from './statefulSet.ts';
import { storageClass } from './storageClass.ts';
import { tcpRoute } from './tcpRoute.ts';
import { tlsRoute } from './tlsRoute.ts';
import { udpRoute } from './udpRoute.ts';
import { validatingAdmissionPolicyBinding } from './validatingAdmissionPolicyBinding.ts';
import { validatingWebhookConfiguration } from './validatingWebhookConfiguration.ts';
import { volumeAttachment } from './volumeAttachment.ts';

export const kinds: readonly KindFacts[] = [
  apiService,
  application,
  certificate,
  clusterRole,
  clusterRoleBinding,
  configMap,
  cronJob,
  csiStorageCapacity,
  customResourceDefinition,
  daemonSet,
  deployment,
  endpoints,
  endpointSlice,
  externalSecret,
  fluxKustomization,
  gateway,
  grpcRoute,
  helmRelease,
  horizontalPodAutoscaler,
  httpRoute,
  ingress,
  ingressClass,
  ingressRoute,
  issuer,
  job,
  mutatingAdmissionPolicyBinding,
  mutatingWebhookConfiguration,
  namespace,
  networkPolicy,
  persistentVolume,
  persistentVolumeClaim,
  pod,
  podDisruptionBudget,
  podMonitor,
  podTemplate,
  priorityClass,
  replicaSet,
  replicationController,
  resourceClaim,
  resourceClaimTemplate,
  role,
  roleBinding,
  rollout,
  scaledObject,
  secret,
  service,
  serviceAccount,
  serviceMonitor,
  statefulSet,
  storageClass,
  tcpRoute,
  tlsRoute,
  udpRoute,
  validatingAdmissionPolicyBinding,
  validatingWebhookConfiguration,
  volumeAttachment,
];

const byType = new Map(
  kinds.flatMap((facts) => {
    const kind = facts.type.slice(facts.type.lastIndexOf('/') + 1);
    return [facts.type, ...(facts.formerGroups ?? []).map((group) => `${group}/${kind}`)].map((type) => [type, facts]);
  }),
);

/** The facts of `group` and `kind`; undefined for kinds that point at nothing and that nobody points into. */
export function kindFacts(group: string, kind: string): KindFacts | undefined {
  return byType.get(group === '' ? kind : `${group}/${kind}`);
}

/** The facts of a type such as `apps/Deployment`. */
export function kindFactsOfType(type: string): KindFacts | undefined {
  return byType.get(type);
}

/** The types that a kind without its group may mean, among those that have facts. */
export function typesOfKind(kind: string): readonly string[] {
  return kinds.map(({ type }) => type).filter((type) => type === kind || type.endsWith(`/${kind}`));
}

/** The types that a resource's name in a rule means, `configmaps`; `group` may be `*`. None of subresources. */
export function typesOfResource(group: string, resource: string): readonly string[] {
  return kinds
    .map(({ type }) => type)
    .filter((type) => {
      const slash = type.lastIndexOf('/');
      return (
        pluralOf(type.slice(slash + 1)) === resource && (group === '*' || type.slice(0, Math.max(0, slash)) === group)
      );
    });
}

/** As API groups call their kinds: `ingresses`, `networkpolicies`, `gateways`; Endpoints are many already. */
function pluralOf(kind: string): string {
  const one = kind.toLowerCase();
  if (one === 'endpoints') return one;
  if (/(s|x|ch)$/.test(one)) return `${one}es`;
  return /[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`;
}

/** `apps/Deployment`, whatever group the objects were served under when the manifest was written. */
export function typeOf(group: string, kind: string): string {
  return kindFacts(group, kind)?.type ?? (group === '' ? kind : `${group}/${kind}`);
}
