// Pods that do not tolerate a NoExecute taint of their node are deleted, at once or after their toleration. Source:
// pkg/controller/tainteviction/taint_eviction.go (v1.36).
import { refOf } from '../cluster.ts';
import type { ClusterView, Controller, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import { type Condition, keyOf, type Node, type Pod, type Taint, type Toleration } from '../objects.ts';
import { tolerates } from '../scheduler/tolerations.ts';

export function taintEvictionController(): Controller {
  /** Since when a pod's eviction is planned, by uid. */
  const planned = new Map<string, number>();
  return {
    name: 'taint-eviction-controller',
    latencyMs: 3,
    watches: {
      Node: ({ object, before }, view) => {
        if (before && sameJson((before as Node).spec.taints, (object as Node).spec.taints)) return [];
        return view
          .list('Pod')
          .filter((pod) => pod.spec.nodeName === object.metadata.name)
          .map(keyOf);
      },
      Pod: ({ object, before, verb }) => {
        const assigned = (object as Pod).spec.nodeName !== (before as Pod | undefined)?.spec.nodeName;
        return verb !== 'delete' && assigned ? [keyOf(object)] : [];
      },
    },
    reconcile: (view, key) => reconcile(view, key, planned),
  };
}

function* reconcile(view: ClusterView, key: string, planned: Map<string, number>): Steps {
  const [namespace, name = ''] = key.split('/');
  const pod = view.get('Pod', namespace, name);
  const node = pod?.spec.nodeName ? view.get('Node', undefined, pod.spec.nodeName) : undefined;
  if (!pod || !node || pod.metadata.deletionTimestamp) return;
  const { uid } = pod.metadata;
  const taints = (node.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
  const delayMs = taints.length > 0 ? evictionDelayMs(taints, pod.spec.tolerations ?? []) : undefined;
  if (delayMs === undefined) {
    if (planned.delete(uid)) yield cancelled(pod);
    return;
  }
  const sinceMs = planned.get(uid) ?? view.nowMs;
  planned.set(uid, sinceMs);
  if (view.nowMs < sinceMs + delayMs) {
    yield { type: 'requeue', afterMs: sinceMs + delayMs - view.nowMs };
    return;
  }
  planned.delete(uid);
  yield* evict(view, pod);
}

function cancelled(pod: Pod) {
  const message = `Cancelling deletion of Pod ${keyOf(pod)}`;
  return { type: 'event', about: pod, eventType: 'Normal', reason: 'TaintManagerEviction', message } as const;
}

/** How long the pod may stay; undefined: for ever. The shortest toleration counts. */
export function evictionDelayMs(taints: readonly Taint[], tolerations: readonly Toleration[]): number | undefined {
  const used = taints.map((taint) => tolerations.filter((toleration) => tolerates(toleration, taint)));
  if (used.some((matching) => matching.length === 0)) return 0;
  const seconds = used.flat().flatMap(({ tolerationSeconds }) => tolerationSeconds ?? []);
  return seconds.length > 0 ? 1000 * Math.max(0, Math.min(...seconds)) : undefined;
}

function* evict(view: ClusterView, pod: Pod): Steps {
  const message = `Marking for deletion Pod ${keyOf(pod)}`;
  yield { type: 'event', about: pod, eventType: 'Normal', reason: 'TaintManagerEviction', message };
  const target: Condition = {
    type: 'DisruptionTarget',
    observedGeneration: pod.metadata.generation ?? 1,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: view.now(),
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
  };
  const conditions = [...(pod.status.conditions ?? []).filter(({ type }) => type !== target.type), target];
  const cause = { because: 'taint' };
  yield { type: 'updateStatus', object: { ...pod, status: { ...pod.status, conditions } } as Pod, cause };
  yield { type: 'delete', ref: refOf(pod), uid: pod.metadata.uid, cause };
}
