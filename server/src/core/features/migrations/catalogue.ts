// Every migration of a body, by name. Kinds without one change their apiVersion and nothing else.
import { certificateSigningRequest } from './certificateSigningRequest.ts';
import { customResourceDefinition } from './customResourceDefinition.ts';
import { daemonSet } from './daemonSet.ts';
import { deployment } from './deployment.ts';
import { endpointSlice } from './endpointSlice.ts';
import { horizontalPodAutoscaler } from './horizontalPodAutoscaler.ts';
import { ingress } from './ingress.ts';
import type { Migration } from './migration.ts';
import { podDisruptionBudget } from './podDisruptionBudget.ts';
import { priorityLevelConfiguration } from './priorityLevelConfiguration.ts';
import { replicaSet } from './replicaSet.ts';
import { resourceClaim, resourceClaimTemplate } from './resourceClaim.ts';
import { statefulSet } from './statefulSet.ts';
import { subjectAccessReview } from './subjectAccessReview.ts';
import { webhookConfiguration } from './webhookConfiguration.ts';

export const migrations: readonly Migration[] = [
  certificateSigningRequest,
  customResourceDefinition,
  daemonSet,
  deployment,
  endpointSlice,
  horizontalPodAutoscaler,
  ingress,
  podDisruptionBudget,
  priorityLevelConfiguration,
  replicaSet,
  resourceClaim,
  resourceClaimTemplate,
  statefulSet,
  subjectAccessReview,
  webhookConfiguration,
];
