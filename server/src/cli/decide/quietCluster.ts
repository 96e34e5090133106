// A cluster for questions: objects are given one by one, chosen controllers work until nothing is left to do, no time is
// lost in between. No kubelet, no latencies; delayed work is done only when time is let pass.
import type { ApiServer } from '../../core/sim/answers.ts';
import { type Cluster, createCluster } from '../../core/sim/cluster.ts';
import type { Action, Change, ClusterView, Controller, Outcome } from '../../core/sim/frame.ts';
import { asJson, type KubeObject } from '../../core/sim/objects.ts';

export interface QuietCluster {
  readonly view: ClusterView;
  /** Creates an object as its author, then its status where one is given. */
  give(object: KubeObject): Outcome;
  commit(action: Exclude<Action, { type: 'requeue' }>): Outcome;
  /** Works until nothing is left; `passMs` of time pass for what was put off. */
  settle(passMs?: number): void;
}

interface Task {
  readonly controller: Controller;
  readonly key: string;
  readonly dueMs: number;
}

/** Far more than any question needs: a loop of controllers is a mistake to be seen. */
const mostTasks = 20_000;
const startMs = 1_767_225_600_000;

export function quietCluster(server: ApiServer, controllers: readonly Controller[]): QuietCluster {
  const ready: Task[] = [];
  let later: Task[] = [];
  const cluster = createCluster({
    seed: 1,
    startMs,
    settings: {
      watchMs: 0,
      apiMs: 0,
      nodeMonitorGraceMs: 50_000,
      nodeMonitorPeriodMs: 5000,
      heartbeatMs: 10_000,
      kubelet: [],
      silentNodes: new Map(),
      started: new Map(),
      mounted: new Map(),
      staticPods: new Map(),
    },
    server,
    onChange: (change) => enqueue(change),
  });
  const { view } = cluster;
  const enqueue = (change: Change) => {
    for (const controller of controllers) {
      const watch = controller.watches[change.object.kind] ?? controller.watches['*'];
      for (const wanted of watch?.(change, view) ?? [])
        add({ controller, key: typeof wanted === 'string' ? wanted : wanted.key, dueMs: view.nowMs });
    }
  };
  const add = (task: Task) => {
    if (!ready.some(({ controller, key }) => controller === task.controller && key === task.key)) ready.push(task);
  };
  const work = ({ controller, key }: Task) => {
    const steps = controller.reconcile(view, key)[Symbol.iterator]() as Iterator<Action, void, Outcome>;
    let outcome: Outcome = { ok: true };
    for (let step = steps.next(outcome); !step.done; step = steps.next(outcome)) {
      const action = step.value;
      if (action.type === 'requeue')
        later.push({ controller, key, dueMs: view.nowMs + Math.max(1000, action.afterMs) });
      else outcome = cluster.commit(action, { actor: controller.name });
    }
  };
  /** Controllers have their turn in the order in which they were given. */
  const takeFirst = (): Task | undefined => {
    const turns = ready.map(({ controller }) => controllers.indexOf(controller));
    return ready.splice(turns.indexOf(Math.min(...turns)), 1)[0];
  };
  const drain = () => {
    for (let done = 0; ready.length > 0; done++) {
      const task = takeFirst();
      if (!task || done > mostTasks) throw new Error('the controllers do not come to rest');
      work(task);
    }
  };
  for (const controller of controllers)
    for (const key of controller.initialKeys ?? []) add({ controller, key, dueMs: 0 });
  seed(cluster);
  return {
    view,
    give(object) {
      const { status, ...rest } = object as KubeObject & { status?: object };
      if (object.kind === 'Node')
        return { ok: true, object: cluster.seed(object, { because: 'given' }, { actor: 'given' }) };
      const outcome = cluster.commit(
        { type: 'create', object: rest, cause: { because: 'given' } },
        { actor: 'kubectl', byUser: true },
      );
      if (outcome.ok && object.kind === 'Namespace') seedAccount(cluster, object.metadata.name);
      if (!outcome.ok || !status || !outcome.object) return outcome;
      return cluster.commit(statusPatch(outcome.object, status), { actor: 'given' });
    },
    commit: (action) => cluster.commit(action, { actor: 'kubectl', byUser: true }),
    settle(passMs = 0) {
      drain();
      const endMs = view.nowMs + passMs;
      for (;;) {
        const next = later.filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0];
        if (!next) break;
        later = later.filter((task) => task !== next);
        cluster.advanceTo(next.dueMs);
        add(next);
        drain();
      }
      cluster.advanceTo(endMs);
    },
  };
}

function statusPatch({ apiVersion, kind, metadata }: KubeObject, status: object): Exclude<Action, { type: 'requeue' }> {
  const ref = { apiVersion, kind, name: metadata.name, ...(metadata.namespace && { namespace: metadata.namespace }) };
  return { type: 'patch', ref, patch: { status: asJson(status) }, subresource: 'status', cause: { because: 'given' } };
}

/** What every cluster has before anything is given. */
function seed(cluster: Cluster): void {
  const by = { actor: 'given' };
  for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease']) {
    const labels = { 'kubernetes.io/metadata.name': name };
    cluster.seed({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }, { because: 'initial' }, by);
    seedAccount(cluster, name);
  }
  for (const [name, value] of [
    ['system-cluster-critical', 2_000_000_000],
    ['system-node-critical', 2_000_001_000],
  ] as const) {
    const object = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value };
    cluster.seed(object, { because: 'initial' }, by);
  }
}

function seedAccount(cluster: Cluster, namespace: string): void {
  const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } };
  cluster.seed(object, { because: 'initial' }, { actor: 'given' });
}
