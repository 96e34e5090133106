// The cluster at the cursor's time as actors see it, for reading only: what kubectl's commands need to answer. The past
// cannot be changed from here; a command that tries is told so.
import type { ClusterView } from '../../../server/src/core/sim/frame.ts';
import { kubectlCommand } from '../../../server/src/core/sim/kubectlStep.ts';
import { controllerOf, type KindOf, type KubeObject } from '../../../server/src/core/sim/objects.ts';
import { grouped } from './grouped.ts';
import { objectsAt } from './history.ts';
import type { Run } from './run.ts';
import { isKind } from './shapes.ts';

export interface Answer {
  readonly output: string;
  /** The command wanted to change the cluster, or to wait for a change. */
  readonly refused: boolean;
}

/** More than this nobody reads, and the page has to lay it out. */
const longestOutput = 200_000;

/** What `kubectl LINE` prints at a time of the run. */
export function kubectlAt(run: Run, atMs: number, line: string): Answer {
  const words = line.trim().replace(/^kubectl\s+/, '');
  const command = kubectlCommand(words)(viewAt(run, atMs));
  let output = '';
  for (;;) {
    const step = command.next({ ok: true });
    if (step.done) return { output, refused: false };
    if (step.value.type !== 'print') return { output, refused: true };
    output += step.value.text;
    if (output.length > longestOutput) return { output: `${output.slice(0, longestOutput)}\n…`, refused: false };
  }
}

/** The objects of one moment as the simulator's own readers ask for them. */
export function viewAt(run: Run, atMs: number): ClusterView {
  const objects = [...objectsAt(run.history, atMs).values()];
  const startMs = Date.parse(run.trace.startTime);
  const byKind = grouped(objects, ({ kind }) => kind);
  const list = <K extends string>(kind: K, namespace?: string): readonly KindOf<K>[] => {
    const all = (byKind.get(kind) ?? []).filter((o) => namespace === undefined || o.metadata.namespace === namespace);
    return [...all].sort(byName) as readonly KubeObject[] as readonly KindOf<K>[];
  };
  return {
    nowMs: atMs,
    epochMs: startMs + atMs,
    now: (ofMs = atMs) => new Date(startMs + ofMs).toISOString().replace(/\.\d+Z$/, 'Z'),
    nowMicro: () => new Date(startMs + atMs).toISOString().replace(/Z$/, '000Z'),
    get: (kind, namespace, name) => list(kind, namespace).find((object) => object.metadata.name === name),
    list,
    byUid: (uid) => objects.find((object) => object.metadata.uid === uid),
    controlledBy: (kind, uid) => list(kind).filter((object) => controllerOf(object)?.uid === uid),
    claimable: (kind, namespace) => list(kind, namespace),
    dependentsOf: (uid) => objects.filter((o) => o.metadata.ownerReferences?.some((owner) => owner.uid === uid)),
    kinds: () => [...byKind.keys()],
    eventsOf: ({ metadata }) =>
      objects.filter((o) => isKind(o, 'Event')).filter(({ involvedObject }) => involvedObject.uid === metadata.uid),
    lastWrite: run.trace.writes.length - 1,
    random: () => 0,
    settings: {
      watchMs: 0,
      apiMs: 0,
      nodeMonitorGraceMs: 0,
      nodeMonitorPeriodMs: 0,
      heartbeatMs: 0,
      kubelet: [],
      silentNodes: new Map(),
      started: new Map(),
      mounted: new Map(),
      staticPods: new Map(),
    },
  };
}

/** etcd's order: namespace, then name, byte by byte. */
function byName({ metadata: a }: KubeObject, { metadata: b }: KubeObject): number {
  return compare(a.namespace ?? '', b.namespace ?? '') || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
