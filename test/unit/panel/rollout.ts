// A small rollout written by hand: one Deployment of two pods, of which the second becomes ready late. What the panel's
// tests look at; times and names are chosen to be easy to assert on.
import type { JsonObject } from '../../../server/src/core/apiserver/types.ts';
import type { ObjectRef, Trace, Write } from '../../../server/src/core/sim/trace.ts';

export const deployment: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };
export const replicaSet: ObjectRef = { ...deployment, kind: 'ReplicaSet', name: 'web-1' };
export const pod = (name: string): ObjectRef => ({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name });
const event: ObjectRef = { apiVersion: 'v1', kind: 'Event', namespace: 'default', name: 'a.1' };
const node: ObjectRef = { apiVersion: 'v1', kind: 'Node', name: 'node-1' };

type Entry = readonly [
  atMs: number,
  actor: string,
  verb: Write['verb'],
  ref: ObjectRef,
  change?: JsonObject,
  from?: number,
];

const owned = (by: ObjectRef): JsonObject => ({
  ownerReferences: [
    { apiVersion: by.apiVersion, kind: by.kind, name: by.name, uid: `uid-${by.name}`, controller: true },
  ],
});
const template = {
  status: { phase: 'Pending' },
  spec: { containers: [{ name: 'c', resources: { requests: { cpu: '500m', memory: '1Gi' } } }] },
};
const counts = (ready: number): JsonObject => ({
  status: { replicas: 2, updatedReplicas: 2, readyReplicas: ready, availableReplicas: ready },
});
const container = (state: JsonObject, ready: boolean): JsonObject => ({
  status: { phase: ready ? 'Running' : 'Pending', containerStatuses: [{ name: 'c', state, ready, restartCount: 0 }] },
});

const entries: readonly Entry[] = [
  [0, 'kubelet', 'create', node, { status: { allocatable: { cpu: '2', memory: '4Gi' }, conditions: [] } }],
  [
    10,
    'kubectl',
    'create',
    deployment,
    { spec: { replicas: 2, strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } } } },
  ],
  [20, 'deployment-controller', 'create', replicaSet, { metadata: owned(deployment), spec: { replicas: 2 } }, 1],
  [30, 'replicaset-controller', 'create', pod('a'), { metadata: owned(replicaSet), ...template }, 2],
  [30, 'replicaset-controller', 'create', pod('b'), { metadata: owned(replicaSet), ...template }, 2],
  [40, 'deployment-controller', 'update', deployment, counts(0)],
  [100, 'default-scheduler', 'update', pod('a'), { spec: { nodeName: 'node-1' } }, 3],
  [200, 'kubelet/node-1', 'update', pod('a'), container({ waiting: { reason: 'ContainerCreating' } }, false), 6],
  [
    300,
    'kubelet/node-1',
    'create',
    event,
    { involvedObject: { ...pod('a') }, type: 'Warning', reason: 'Unhealthy', message: 'no' },
  ],
  [1000, 'kubelet/node-1', 'update', pod('a'), container({ running: {} }, true), 7],
  [1010, 'deployment-controller', 'update', deployment, counts(1)],
  [5000, 'kubelet/node-1', 'update', pod('b'), { spec: { nodeName: 'node-1' }, ...container({ running: {} }, true) }],
  [5010, 'deployment-controller', 'update', deployment, counts(2)],
];

export function rollout(more: readonly Entry[] = []): Trace {
  const writes = [...entries, ...more].map((entry, seq) => writeOf(entry, seq));
  const endMs = writes.at(-1)?.atMs ?? 0;
  const nothing = { commands: [], refusals: [], limitations: [] };
  return {
    format: 1,
    scenario: 'test',
    seed: 1,
    startTime: '2026-01-01T00:00:00Z',
    endMs,
    settled: true,
    writes,
    ...nothing,
  };
}

function writeOf([atMs, actor, verb, ref, change, from]: Entry, seq: number): Write {
  const { apiVersion, kind, name, namespace } = ref;
  const metadata = { name, ...(namespace && { namespace }), uid: `uid-${name}` };
  const whole = { apiVersion, kind, ...change, metadata: { ...metadata, ...(change?.['metadata'] as JsonObject) } };
  const cause = {
    because: actor,
    object: deployment,
    field: 'spec.replicas',
    ...(from !== undefined && { write: from }),
  };
  return {
    seq,
    atMs,
    actor,
    verb,
    ref,
    cause,
    ...(verb !== 'delete' && { change: verb === 'create' ? whole : (change ?? {}) }),
  };
}
