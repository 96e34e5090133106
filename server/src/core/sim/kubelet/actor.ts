// What a kubelet remembers of one pod and its containers between two looks: stages, timers, back-off. Mutable, because it
// is memory; everything the cluster sees of it goes through status patches. Knows no cluster.
import type { Condition, Container, ContainerState, Pod, PodStatus } from '../objects.ts';
import type { Behaviour } from './behaviour.ts';

export type Stage = 'idle' | 'pulling' | 'starting' | 'hook' | 'running' | 'waiting' | 'done';

/** 0 new, 1 volumes, 2 sandbox, 3 containers, 4 being stopped, 5 over. */
export type PodStep = 0 | 1 | 2 | 3 | 4 | 5;

export interface ContainerActor {
  readonly spec: Container;
  readonly init: boolean;
  readonly sidecar: boolean;
  readonly ephemeral: boolean;
  state: ContainerState;
  lastState: ContainerState;
  ready: boolean;
  started: boolean;
  restartCount: number;
  containerID: string;
  stage: Stage;
  /** When the stage is over; milliseconds since the start, as all times here; 0: unset. */
  atMs: number;
  behaviour: Behaviour;
  pulled: boolean;
  pullBackoffMs: number;
  crashBackoffMs: number;
  startedMs: number;
  finishedMs: number;
  /** The next failing readiness probe to tell. */
  probeMs: number;
  stopMs: number;
  stopCode: number;
  /** Failed starts in a row. */
  failures: number;
}

export interface PodActor {
  pod: Pod;
  readonly node: string;
  readonly containers: readonly ContainerActor[];
  /** Those that people added to the running pod, for debugging. */
  ephemeral: readonly ContainerActor[];
  step: PodStep;
  atMs: number;
  mountRetryMs: number;
  sent: PodStatus | undefined;
  /** The pod as it was at the end of the last look, and the first moment from which anything but a change of it matters. */
  seen: Pod | undefined;
  quietUntilMs: number;
  /** All that the status was made of when it was compared with `sent` last, and `sent` itself. */
  reportedFrom: readonly unknown[];
  phase: string;
  reason: string;
  message: string;
  ip: string;
  hostIp: string;
  beganMs: number | undefined;
  /** All containers have stopped for good. */
  final: boolean;
  /** The deadline or an eviction ends the pod: it fails whatever its containers say. */
  failing: boolean;
  /** DisruptionTarget, of an eviction. */
  disruption: Condition | undefined;
}

export function podActor(pod: Pod, hostIp: string, nowMs: number): PodActor {
  const inits = pod.spec.initContainers ?? [];
  const reason = inits.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  return {
    pod,
    node: pod.spec.nodeName ?? '',
    containers: [
      ...inits.map((spec) => containerActor(spec, true, reason)),
      ...pod.spec.containers.map((spec) => containerActor(spec, false, reason)),
    ],
    ephemeral: [],
    step: 0,
    atMs: nowMs,
    mountRetryMs: 500,
    sent: undefined,
    seen: undefined,
    quietUntilMs: 0,
    reportedFrom: [],
    phase: 'Pending',
    reason: '',
    message: '',
    ip: '',
    hostIp,
    beganMs: undefined,
    final: false,
    failing: false,
    disruption: undefined,
  };
}

/** Takes note of ephemeral containers that came since. */
export function noteEphemeral(actor: PodActor): void {
  if (!actor.pod.spec.ephemeralContainers) return;
  const known = new Set(actor.ephemeral.map(({ spec }) => spec.name));
  const added = (actor.pod.spec.ephemeralContainers ?? []).filter(({ name }) => !known.has(name));
  if (added.length === 0) return;
  const made = added.map((spec) => containerActor({ ...spec, restartPolicy: 'Never' }, false, '', true));
  actor.ephemeral = [...actor.ephemeral, ...made];
}

/** All that a pod runs. */
export const everyContainer = ({ containers, ephemeral }: PodActor): readonly ContainerActor[] =>
  ephemeral.length > 0 ? [...containers, ...ephemeral] : containers;

function containerActor(spec: Container, init: boolean, reason: string, ephemeral = false): ContainerActor {
  return {
    spec,
    init,
    sidecar: init && spec.restartPolicy === 'Always',
    ephemeral,
    state: { waiting: reason ? { reason } : {} },
    lastState: {},
    ready: false,
    started: false,
    restartCount: 0,
    containerID: '',
    stage: 'idle',
    atMs: 0,
    behaviour: {},
    pulled: false,
    pullBackoffMs: 0,
    crashBackoffMs: 0,
    startedMs: 0,
    finishedMs: 0,
    probeMs: 0,
    stopMs: 0,
    stopCode: 0,
    failures: 0,
  };
}
