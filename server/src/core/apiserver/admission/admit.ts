// One request through the whole chain: defaults, mutating plugins, validation, validating plugins. The objects that plugins
// look at are the caller's. Mirrors the order of k8s.io/apiserver and of pkg/kubeapiserver/options/plugins.go (v1.36).
import type { KindInfo, Schema } from '../../schema/schema.ts';
import type { Draft } from '../draft.ts';
import { draftOf, stringAt } from '../draft.ts';
import { judgeCreate, judgeUpdate } from '../judge.ts';
import type { FieldError, JsonObject, Verdict } from '../types.ts';
import { defaultIngressClass, defaultStorageClass } from './defaultClasses.ts';
import { defaultTolerationSeconds } from './defaultTolerationSeconds.ts';
import { limitRanger } from './limitRanger.ts';
import { namespaceLifecycle } from './namespaceLifecycle.ts';
import type { AdmissionCluster, AdmissionPlugin, AdmissionRequest } from './plugin.ts';
import { podSecurity } from './podSecurity.ts';
import { mutatingAdmissionPolicy } from './policy/mutatingAdmissionPolicy.ts';
import { validatingAdmissionPolicy } from './policy/validatingAdmissionPolicy.ts';
import { priority } from './priority.ts';
import { resourceQuota } from './resourceQuota.ts';
import { runtimeClass } from './runtimeClass.ts';
import { serviceAccount } from './serviceAccount.ts';
import { persistentVolumeClaimResize, storageObjectInUseProtection } from './storageProtection.ts';
import { taintNodesByCondition } from './taintNodesByCondition.ts';

/** In the server's order, for mutation as for validation. */
const PLUGINS: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClass,
  defaultIngressClass,
  mutatingAdmissionPolicy,
  validatingAdmissionPolicy,
  resourceQuota,
];

export interface Submission {
  readonly schema: Schema;
  readonly object: JsonObject;
  /** As stored; then this is an update. */
  readonly old?: JsonObject;
  /** As in the judge's question. */
  readonly givenLater?: boolean;
}

/** The verdict with admission: a plugin's refusal is one error of reason `Forbidden` or another status reason. */
export function admitObject(submission: Submission, cluster: AdmissionCluster): Verdict {
  const { schema, object, old, givenLater = false } = submission;
  const given = draftOf(object);
  const kind = schema.kind(stringAt(given, 'apiVersion'), stringAt(given, 'kind'));
  if (!kind) {
    const definitions = cluster.list('CustomResourceDefinition') as readonly unknown[] as readonly JsonObject[];
    return old ? judgeUpdate({ schema, object, old, definitions }) : judgeCreate({ schema, object, definitions });
  }
  const before = old && draftOf(old);
  const mutate = (draft: Draft): readonly FieldError[] => mutated(requestOf(schema, kind, draft, before), cluster);
  const verdict = old
    ? judgeUpdate({ schema, object, old, mutate })
    : judgeCreate({ schema, object, mutate, givenLater });
  return verdict.accepted && verdict.object
    ? validated(verdict, requestOf(schema, kind, draftOf(verdict.object), before), cluster)
    : verdict;
}

/** What is said against removing the object. */
export function admitDelete(schema: Schema, object: JsonObject, cluster: AdmissionCluster): FieldError | undefined {
  const draft = draftOf(object);
  const kind = schema.kind(stringAt(draft, 'apiVersion'), stringAt(draft, 'kind'));
  if (!kind) return undefined;
  const request: AdmissionRequest = { schema, verb: 'delete', kind, object: draft };
  return mutated(request, cluster)[0] ?? validatingAdmissionPolicy.validate?.(request, cluster).refusal;
}

function requestOf(schema: Schema, kind: KindInfo, object: Draft, old: Draft | undefined): AdmissionRequest {
  return old ? { schema, verb: 'update', kind, object, old } : { schema, verb: 'create', kind, object };
}

function mutated(request: AdmissionRequest, cluster: AdmissionCluster): FieldError[] {
  for (const plugin of PLUGINS) {
    const refusal = plugin.mutate?.(request, cluster);
    if (refusal) return [refusal];
  }
  return [];
}

function validated(verdict: Verdict, request: AdmissionRequest, cluster: AdmissionCluster): Verdict {
  const warnings = [...verdict.warnings];
  for (const plugin of PLUGINS) {
    const answer = plugin.validate?.(request, cluster) ?? {};
    warnings.push(...(answer.warnings ?? []));
    if (answer.refusal) return { accepted: false, errors: [answer.refusal], strict: [], warnings };
  }
  return { ...verdict, warnings };
}
