// The API server's verbs on stored objects: create, update, patch, delete (graceful, finalizers), bind, evict. Decides;
// `cluster.ts` stores. Sources: apiserver/pkg/registry/generic/registry/store.go, pkg/registry/*/strategy.go (v1.36).
import type { JsonObject } from '../apiserver/types.ts';
import { admitCreate, admitUpdate } from './admission.ts';
import { type ApiServer, conflict, notFound, refusedBy } from './answers.ts';
import type { Committing } from './cluster.ts';
import { evict } from './eviction.ts';
import type { Action, Because, ClusterView, Outcome } from './frame.ts';
import { sameJson } from './json.ts';
import { groupOf, kindFacts } from './kinds.ts';
import { asJson, asObject, type Condition, type KubeObject, type Pod } from './objects.ts';
import { mergePatch } from './replay.ts';
import type { Cause } from './trace.ts';

/** What the verbs share. */
export interface Api {
  readonly view: ClusterView;
  readonly server: ApiServer;
  causeOf(because: Because, by: Committing): Cause;
  insert(object: { apiVersion: string; kind: string; metadata: object }, cause: Cause, by: Committing): Outcome;
  replace(before: KubeObject, after: KubeObject, cause: Cause, by: Committing): Outcome;
  /** Writes a change without asking whether the object is gone with it. */
  mark(before: KubeObject, after: KubeObject, cause: Cause, by: Committing): KubeObject;
  remove(object: KubeObject, cause: Cause, by: Committing): Outcome;
}

/** Commits one action; events are recorded elsewhere. */
export function commitChange(
  api: Api,
  action: Exclude<Action, { type: 'requeue' | 'event' }>,
  by: Committing,
): Outcome {
  const cause = api.causeOf(action.cause, by);
  switch (action.type) {
    case 'create': {
      const admitted = admitCreate(api, action.object, by);
      if (!admitted.ok) return admitted;
      const made = api.insert(admitted.object, cause, by);
      return made.ok && admitted.warnings?.length ? { ...made, warnings: admitted.warnings } : made;
    }
    case 'update':
    case 'updateStatus':
      return update(api, action, cause, by);
    case 'patch':
      return patch(api, action, cause, by);
    case 'delete':
      return remove(api, action, cause, by);
    case 'bind':
      return bind(api, action, cause, by);
    case 'evict':
      return evict(api, action, cause, by, (pod, graceSeconds) =>
        remove(
          api,
          {
            type: 'delete',
            ref: action.ref,
            uid: pod.metadata.uid,
            cause: action.cause,
            ...(graceSeconds !== undefined && { graceSeconds }),
          },
          cause,
          by,
        ),
      );
  }
}

function update(
  api: Api,
  action: Extract<Action, { type: 'update' | 'updateStatus' }>,
  cause: Cause,
  by: Committing,
): Outcome {
  const { object } = action;
  const current = api.view.get(object.kind, object.metadata.namespace, object.metadata.name);
  if (!current || current.metadata.uid !== object.metadata.uid)
    return notFound(object.apiVersion, object.kind, object.metadata.name);
  if (current.metadata.resourceVersion !== object.metadata.resourceVersion) return conflict(object);
  if (action.type === 'updateStatus') {
    return api.replace(current, withStatus(current, object), cause, by);
  }
  return replaceSpec(
    api,
    current,
    { ...object, ...('status' in current && { status: current.status }) } as KubeObject,
    cause,
    by,
  );
}

/** A status write: the status, and annotations (Deployments record their revision that way). */
function withStatus(current: KubeObject, object: KubeObject): KubeObject {
  const { annotations } = object.metadata;
  const metadata = annotations ? { ...current.metadata, annotations } : current.metadata;
  return { ...current, metadata, status: object.status } as KubeObject;
}

function patch(api: Api, action: Extract<Action, { type: 'patch' }>, cause: Cause, by: Committing): Outcome {
  const { ref } = action;
  const current = api.view.get(ref.kind, ref.namespace, ref.name);
  if (!current) return notFound(ref.apiVersion, ref.kind, ref.name);
  if (action.uid !== undefined && action.uid !== current.metadata.uid) return conflict(current);
  const next = asObject(mergePatch(asJson(current), action.patch));
  if (!next) return notFound(ref.apiVersion, ref.kind, ref.name);
  if (action.subresource === 'status') return api.replace(current, next, cause, by);
  const kept = { ...next, ...('status' in current && { status: current.status }) } as KubeObject;
  const judged = action.subresource === undefined ? by : { ...by, byUser: false };
  return replaceSpec(api, current, kept, cause, judged);
}

/** An update of the main resource: judged when a person wrote it; the generation grows with the spec. */
function replaceSpec(api: Api, current: KubeObject, next: KubeObject, cause: Cause, by: Committing): Outcome {
  const judged = by.byUser ? admitUpdate(api, current, next) : { ok: true as const, object: next };
  if (!judged.ok) return judged;
  const changed = !sameJson(content(current), content(judged.object)) || annotationsCount(current, judged.object);
  const generation = kindFacts(current.kind).generation && changed ? (current.metadata.generation ?? 0) + 1 : undefined;
  const metadata = { ...judged.object.metadata, ...(generation !== undefined && { generation }) };
  const done = api.replace(current, { ...judged.object, metadata }, cause, by);
  return done.ok && 'warnings' in judged && judged.warnings ? { ...done, warnings: judged.warnings } : done;
}

/** A Deployment's annotations count too; `deploymentStrategy.PrepareForUpdate`. */
function annotationsCount(before: KubeObject, after: KubeObject): boolean {
  return before.kind === 'Deployment' && !sameJson(before.metadata.annotations ?? {}, after.metadata.annotations ?? {});
}

/** What the generation counts: all but metadata and status. */
function content(object: KubeObject): JsonObject {
  const { metadata: _metadata, status: _status, ...rest } = asJson(object);
  return rest;
}

/** `rest.BeforeDelete` and `Store.Delete`: graceful for pods (also those that go at once are marked first), finalizers hold everything. */
function remove(api: Api, action: Extract<Action, { type: 'delete' }>, cause: Cause, by: Committing): Outcome {
  const { ref } = action;
  const current = api.view.get(ref.kind, ref.namespace, ref.name);
  if (!current) return notFound(ref.apiVersion, ref.kind, ref.name);
  if (action.uid !== undefined && action.uid !== current.metadata.uid)
    return refusedBy('Conflict', preconditionText(current, action.uid));
  const kept = by.byUser ? api.server.remove(api.view, asJson(current)) : undefined;
  if (kept) return kept;
  const grace = current.kind === 'Pod' ? podGrace(current as Pod, action.graceSeconds) : 0;
  const { deletionGracePeriodSeconds: pending, deletionTimestamp } = current.metadata;
  if (deletionTimestamp !== undefined && current.kind === 'Pod' && grace > 0 && grace >= (pending ?? 0))
    return { ok: true, object: current };
  const finalizers = finalizersFor(current, action.propagation);
  const held =
    finalizers.length > 0 ||
    (current.kind === 'Namespace' &&
      (current as { spec?: { finalizers?: readonly string[] } }).spec?.finalizers?.length);
  if (!held && grace === 0 && current.kind !== 'Pod') return api.remove(current, cause, by);
  const generation = current.metadata.generation;
  const metadata = {
    ...current.metadata,
    ...(finalizers.length > 0 && { finalizers }),
    deletionTimestamp:
      deletionTimestamp !== undefined && grace === (pending ?? 0)
        ? deletionTimestamp
        : api.view.now(api.view.nowMs + 1000 * grace),
    ...(current.kind !== 'Namespace' && { deletionGracePeriodSeconds: grace }),
    ...(generation !== undefined && deletionTimestamp === undefined && { generation: generation + 1 }),
  };
  const status = current.kind === 'Namespace' ? { status: { phase: 'Terminating' } } : {};
  const marked = { ...current, metadata, ...status } as KubeObject;
  if (held || grace > 0) return api.replace(current, marked, cause, by);
  const last = api.mark(current, marked, cause, by);
  return api.remove(last, cause, by);
}

/** Pods that no kubelet runs, or that are over, go at once; `podStrategy.CheckGracefulDelete`. */
function podGrace(pod: Pod, asked: number | undefined): number {
  const over = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  if (!pod.spec.nodeName || over) return 0;
  return Math.max(0, asked ?? pod.spec.terminationGracePeriodSeconds ?? 30);
}

function finalizersFor(object: KubeObject, propagation: string | undefined): readonly string[] {
  const kept = (object.metadata.finalizers ?? []).filter((name) => name !== 'orphan' && name !== 'foregroundDeletion');
  if (propagation === 'Foreground') return [...kept, 'foregroundDeletion'];
  if (propagation === 'Orphan') return [...kept, 'orphan'];
  return propagation === undefined ? (object.metadata.finalizers ?? []) : kept;
}

/** `BindingREST.assignPod`. */
function bind(api: Api, action: Extract<Action, { type: 'bind' }>, cause: Cause, by: Committing): Outcome {
  const pod = api.view.get('Pod', action.ref.namespace, action.ref.name);
  if (!pod || pod.metadata.uid !== action.uid) return notFound('v1', 'Pod', action.ref.name);
  if (pod.metadata.deletionTimestamp)
    return refusedBy('Conflict', `pod ${pod.metadata.name} is being deleted, cannot be assigned to a host`);
  if (pod.spec.nodeName)
    return refusedBy('Conflict', `pod ${pod.metadata.name} is already assigned to node "${pod.spec.nodeName}"`);
  const conditions = (pod.status.conditions ?? []).filter((condition) => condition.type !== 'PodScheduled');
  const scheduled: Condition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: api.view.now(),
  };
  const { nominatedNodeName: _nominated, ...status } = pod.status;
  const topology = topologyLabels(api.view, action.node);
  const bound = {
    ...pod,
    metadata: { ...pod.metadata, ...(topology && { labels: { ...pod.metadata.labels, ...topology } }) },
    spec: { ...pod.spec, nodeName: action.node },
    status: { ...status, conditions: [...conditions, scheduled] },
  };
  return api.replace(pod, bound, cause, by);
}

/** Admission plugin PodTopologyLabels (1.35+): the pod learns its node's zone and region. */
function topologyLabels(view: ClusterView, node: string): Record<string, string> | undefined {
  const labels = view.get('Node', undefined, node)?.metadata.labels ?? {};
  const found = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'].filter(
    (key) => labels[key] !== undefined,
  );
  return found.length > 0 ? Object.fromEntries(found.map((key) => [key, labels[key] ?? ''])) : undefined;
}

function preconditionText(current: KubeObject, uid: string): string {
  const { name } = current.metadata;
  const group = groupOf(current.apiVersion);
  const resource = `${kindFacts(current.kind).plural}${group ? `.${group}` : ''}`;
  return `Operation cannot be fulfilled on ${resource} "${name}": Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`;
}
