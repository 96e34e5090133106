// Answers of the topic `scheduling`: each pod is given when the one before has been decided; what could not be placed is
// removed again, preempted pods at once. The scheduler is asked directly; the volume controller settles claims around it.

import type { Schema } from '../../core/schema/schema.ts';
import type { ApiServer } from '../../core/sim/answers.ts';
import type { ClusterView } from '../../core/sim/frame.ts';
import { conditionOf, type KubeObject, type Pod } from '../../core/sim/objects.ts';
import { planVolumes, podClaims } from '../../core/sim/scheduler/podVolumes.ts';
import { isWaiting } from '../../core/sim/scheduler/queue.ts';
import { type Decision, schedulePod } from '../../core/sim/scheduler/schedulePod.ts';
import { bestNodes, pointsByNode } from '../../core/sim/scheduler/score.ts';
import { podKey } from '../../core/sim/scheduler/shapes.ts';
import { apiServerOf } from '../../core/sim/server.ts';
import { ephemeralController } from '../../core/sim/storage/ephemeral.ts';
import { annotations, referenceTo } from '../../core/sim/storage/matching.ts';
import { volumeController } from '../../core/sim/storage/volumeController.ts';
import type { Question, Topic } from '../decide.ts';
import { refOf, shortName } from './naming.ts';
import { type QuietCluster, quietCluster } from './quietCluster.ts';

interface Case extends Question {
  readonly nodes: readonly KubeObject[];
  readonly others?: readonly KubeObject[];
  readonly pods: readonly KubeObject[];
}

export function scheduling(schema: Schema): Topic {
  const server = apiServerOf(schema);
  return (question) => answer(server, question);
}

function answer(server: ApiServer, question: Question): unknown {
  const { nodes, others = [], pods } = question as unknown as Case;
  const cluster = quietCluster(server, [volumeController(), ephemeralController()]);
  for (const node of nodes) cluster.give(node);
  for (const object of others) giveOther(cluster, object);
  cluster.settle(16_000);
  const answers: Record<string, unknown>[] = [];
  for (const pod of pods) {
    const answer = decidePod(cluster, pod);
    answers.push(answer);
    if (answer['tied'] !== undefined) break;
  }
  return answers;
}

/** The namespaces of a new cluster may be given again, with labels. */
function giveOther(cluster: QuietCluster, object: KubeObject): void {
  if (object.kind === 'Namespace' && cluster.view.get('Namespace', undefined, object.metadata.name)) {
    const { labels } = object.metadata;
    cluster.commit({
      type: 'patch',
      ref: refOf(object),
      patch: { metadata: { ...(labels && { labels }) } },
      cause: { because: 'given' },
    });
    return;
  }
  const outcome = cluster.give(object);
  if (!outcome.ok) throw new Error(outcome.message);
}

function decidePod(cluster: QuietCluster, given: KubeObject): Record<string, unknown> {
  const { view } = cluster;
  const created = cluster.give(given);
  if (!created.ok || !created.object) throw new Error(created.ok ? 'not created' : created.message);
  cluster.settle();
  const pod = view.byUid(created.object.metadata.uid) as Pod;
  const name = shortName(pod);
  const gate = conditionOf(pod.status, 'PodScheduled');
  if (!isWaiting(pod)) {
    if (!pod.spec.nodeName) remove(cluster, pod);
    if (pod.spec.nodeName) return { pod: name, node: pod.spec.nodeName, events: [] };
    return gate
      ? { pod: name, unschedulable: gate.message, reason: gate.reason, events: [] }
      : { pod: name, undecided: true, events: [] };
  }
  const decision = schedulePod(view, pod);
  return decision.type === 'placed' ? placed(cluster, pod, decision) : refused(cluster, pod, decision);
}

const equallyRight = ({ chosen, scores }: Extract<Decision, { type: 'placed' }>): readonly string[] =>
  scores ? bestNodes(scores) : [chosen];

function placed(
  cluster: QuietCluster,
  pod: Pod,
  decision: Extract<Decision, { type: 'placed' }>,
): Record<string, unknown> {
  const { scores } = decision;
  const nodes = equallyRight(decision);
  const node = nodes[0] ?? '';
  const table = scores && {
    scores: Object.fromEntries([...pointsByNode(scores)].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  const tied = nodes.length > 1 ? { tied: [...nodes].sort() } : {};
  if (!bindVolumes(cluster, pod, node)) {
    remove(cluster, pod);
    return { pod: shortName(pod), waitsForVolumesOn: node, ...table, ...tied, events: [] };
  }
  bind(cluster, pod, node);
  return { pod: shortName(pod), node, ...table, ...tied, events: [scheduled(pod, node)] };
}

const scheduled = (pod: Pod, node: string) => ({
  type: 'Normal',
  reason: 'Scheduled',
  message: `Successfully assigned ${podKey(pod)} to ${node}`,
});

function refused(
  cluster: QuietCluster,
  pod: Pod,
  decision: Extract<Decision, { type: 'unschedulable' }>,
): Record<string, unknown> {
  const { message, preemption } = decision;
  const events = [{ type: 'Warning', reason: 'FailedScheduling', message }];
  const answer = { pod: shortName(pod), unschedulable: message, reason: 'Unschedulable' };
  if (!preemption) {
    remove(cluster, pod);
    return { ...answer, events };
  }
  const { node, victims } = preemption;
  const victimEvents = victims.map((victim) => ({
    pod: shortName(victim),
    type: 'Normal',
    reason: 'Preempted',
    message: `Preempted by pod <uid of ${shortName(pod)}> on node ${node}`,
  }));
  for (const victim of victims) remove(cluster, victim);
  const again = schedulePod(cluster.view, { ...pod, status: { ...pod.status, nominatedNodeName: node } });
  const placedOn = again.type === 'placed' ? equallyRight(again)[0] : undefined;
  if (placedOn === undefined) remove(cluster, pod);
  else bind(cluster, pod, placedOn);
  const preempted = victims.map(shortName).sort();
  return {
    ...answer,
    nominatedNode: node,
    preempted,
    events,
    victimEvents,
    ...(placedOn !== undefined && { node: placedOn }),
  };
}

/** Does what the pod's claims need on the node; false when somebody else would have to make a volume. */
function bindVolumes(cluster: QuietCluster, pod: Pod, nodeName: string): boolean {
  const { view } = cluster;
  const claims = podClaims(view, pod);
  const node = view.get('Node', undefined, nodeName);
  if ('problem' in claims || !node || claims.delayed.length === 0) return true;
  const plan = planVolumes(view, claims, node);
  if (!('bindings' in plan)) return true;
  for (const { claim, volume } of plan.bindings) {
    const patch = {
      spec: { claimRef: { ...referenceTo(claim) } },
      metadata: { annotations: { [annotations.boundByController]: 'yes' } },
    };
    cluster.commit({ type: 'patch', ref: refOf(volume), patch, cause: { because: 'bind-volume' } });
  }
  for (const claim of plan.provisions) {
    const patch = { metadata: { annotations: { [annotations.selectedNode]: nodeName } } };
    cluster.commit({ type: 'patch', ref: refOf(claim), patch, cause: { because: 'node-selected' } });
  }
  cluster.settle(16_000);
  return plan.provisions.length === 0 && areBound(view, pod);
}

function areBound(view: ClusterView, pod: Pod): boolean {
  const claims = podClaims(view, pod);
  return !('problem' in claims) && claims.delayed.length + claims.immediate.length === 0;
}

function bind(cluster: QuietCluster, pod: Pod, node: string): void {
  cluster.commit({ type: 'bind', ref: refOf(pod), uid: pod.metadata.uid, node, cause: { because: 'scheduled' } });
  cluster.settle();
}

function remove(cluster: QuietCluster, pod: Pod): void {
  cluster.commit({
    type: 'delete',
    ref: refOf(pod),
    uid: pod.metadata.uid,
    graceSeconds: 0,
    cause: { because: 'removed' },
  });
  cluster.settle();
}
