// What must hold after every commit, whatever happens: checked by tests, costs nothing otherwise. Gives what is broken in
// plain words. Looks only at committed objects. What must hold once nothing more happens is `invariantsAtRest.ts`.
import { amountsOf } from './amounts.ts';
import { maxSurge } from './controllers/deployment/arithmetic.ts';
import type { ClusterView } from './frame.ts';
import type { Deployment, Job, KubeObject, Node, Pod, ReplicaSet, Service } from './objects.ts';
import type { Write } from './trace.ts';

/** One write as an invariant sees it. */
interface Seen {
  readonly view: ClusterView;
  readonly write: Write;
  /** As stored now; absent after a deletion. */
  readonly object: KubeObject | undefined;
  /** As it was after the write before. */
  readonly before: KubeObject | undefined;
}

type Invariant = (seen: Seen) => string | undefined;

/** Checks all writes since the last call; what is broken, in plain words. */
export type Watchman = (view: ClusterView, writes: readonly Write[]) => readonly string[];

export function watchman(): Watchman {
  const known = new Map<string, KubeObject>();
  let checked = 0;
  let lastMs = 0;
  return (view, writes) => {
    const broken: string[] = [];
    for (; checked < writes.length; checked++) {
      const write = writes[checked];
      if (!write) continue;
      if (write.atMs < lastMs) broken.push(`write ${write.seq} at ${write.atMs} ms comes after ${lastMs} ms`);
      if (write.seq !== checked) broken.push(`write ${checked} has the number ${write.seq}`);
      lastMs = write.atMs;
      const { apiVersion, kind, namespace, name } = write.ref;
      const key = `${apiVersion}/${kind}/${namespace ?? ''}/${name}`;
      const object = view.get<string>(kind, namespace, name) as KubeObject | undefined;
      const before = known.get(key);
      const seen = { view, write, object, before };
      for (const holds of [...general, ...(byKind[kind] ?? [])]) broken.push(...[holds(seen) ?? []].flat());
      if (object) known.set(key, object);
      else known.delete(key);
    }
    return broken;
  };
}

const named = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.name}`;

const same = (object: KubeObject | undefined, before: KubeObject | undefined): boolean =>
  !!object && object.metadata.uid === before?.metadata.uid;

const general: readonly Invariant[] = [
  ({ object, before, write }) =>
    write.verb === 'create' && before && object ? `${named(object)} was made while it was there` : undefined,
  ({ object, before }) =>
    object && before && same(object, before) && (object.metadata.generation ?? 0) < (before.metadata.generation ?? 0)
      ? `the generation of ${named(object)} fell`
      : undefined,
  ({ object }) => {
    const seen = (object?.status as { observedGeneration?: number } | undefined)?.observedGeneration ?? 0;
    return object && seen > (object.metadata.generation ?? seen)
      ? `${named(object)} observed what is not yet`
      : undefined;
  },
  ({ object, before }) =>
    object && same(object, before) && before?.metadata.deletionTimestamp && !object.metadata.deletionTimestamp
      ? `${named(object)} came back from its deletion`
      : undefined,
  ({ object, before, write, view }) => {
    const { namespace } = write.ref;
    const closed = namespace !== undefined && !view.get('Namespace', undefined, namespace);
    return object && !before && closed ? `${named(object)} was made in a namespace that is not there` : undefined;
  },
];

const isOver = (pod: Pod): boolean => pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';

const podInvariants: readonly Invariant[] = [
  ({ object, before }) => {
    const [from, to] = [(before as Pod | undefined)?.spec.nodeName, (object as Pod | undefined)?.spec.nodeName];
    return object && same(object, before) && from !== undefined && from !== to
      ? `${named(object)} moved from ${from} to ${to}`
      : undefined;
  },
  ({ object, before }) => {
    const [now, then] = [object as Pod | undefined, before as Pod | undefined];
    return now && then && same(now, then) && isOver(then) && now.status.phase !== then.status.phase
      ? `${named(now)} was ${then.status.phase} and is ${now.status.phase}`
      : undefined;
  },
  ({ object, before }) => {
    const [now, then] = [object as Pod | undefined, before as Pod | undefined];
    if (!now || !then || !same(now, then)) return undefined;
    const fell = (now.status.containerStatuses ?? []).find(({ name, restartCount }) => {
      const old = then.status.containerStatuses?.find((status) => status.name === name);
      return restartCount < (old?.restartCount ?? 0);
    });
    return fell && `container ${fell.name} of ${named(now)} forgot restarts`;
  },
  ({ object, view }) => {
    const pod = object as Pod | undefined;
    const unready = (pod?.status.containerStatuses ?? []).some(({ ready }) => !ready);
    const ready = pod?.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
    const told = pod?.spec.nodeName !== undefined && !view.settings.silentNodes.has(pod.spec.nodeName);
    return pod && ready && unready && told ? `${named(pod)} is ready with a container that is not` : undefined;
  },
  ({ object, view, write }) => {
    const name = (object as Pod | undefined)?.spec.nodeName;
    const node =
      name === undefined || write.actor !== 'default-scheduler' ? undefined : view.get('Node', undefined, name);
    return node && nodeHoldsItsPods(view, node);
  },
  ({ object, view }) => {
    const pod = object as Pod | undefined;
    const ip = pod?.status.podIP;
    if (!pod || ip === undefined || pod.spec.hostNetwork || isOver(pod)) return undefined;
    const other = view
      .list('Pod')
      .find((one) => one !== pod && one.status.podIP === ip && !one.spec.hostNetwork && !isOver(one));
    return other && `${named(pod)} and ${named(other)} have the address ${ip}`;
  },
];

/** The requests of a node's pods fit into what is allocatable. */
function nodeHoldsItsPods(view: ClusterView, node: Node): string | undefined {
  const pods = view.list('Pod').filter((pod) => pod.spec.nodeName === node.metadata.name && !isOver(pod));
  for (const name of ['cpu', 'memory']) {
    const used = pods.reduce((sum, pod) => sum + amountsOf(pod, name), 0);
    const limit = amountsOf(node, name);
    if (used > limit) return `node ${node.metadata.name} holds ${used} of ${limit} ${name}`;
  }
  return undefined;
}

/**
 * Once a Deployment has seen its spec, its sets never ask for more than desired and surge together. Not where a rolling update
 * became Recreate in its middle: the real controller takes that for scaling, and scales two sets only when they roll.
 */
function withinSurge(view: ClusterView, deployment: Deployment): string | undefined {
  const { generation = 0, uid, name, deletionTimestamp } = deployment.metadata;
  if ((deployment.status.observedGeneration ?? 0) < generation || deletionTimestamp) return undefined;
  const scaled = view.controlledBy('ReplicaSet', uid).filter((set) => set.spec.replicas > 0);
  if (deployment.spec.strategy.type === 'Recreate' && scaled.length > 1) return undefined;
  const total = scaled.reduce((sum, set) => sum + set.spec.replicas, 0);
  const most = deployment.spec.replicas + maxSurge(deployment);
  return total > Math.max(most, deployment.status.replicas ?? 0)
    ? `deployment ${name} asks for ${total} pods, at most ${most} are allowed`
    : undefined;
}

const countsAgree: Invariant = ({ object }) => {
  const { replicas = 0, readyReplicas = 0, availableReplicas = 0 } = (object as ReplicaSet | undefined)?.status ?? {};
  const fits = availableReplicas >= 0 && availableReplicas <= readyReplicas && readyReplicas <= replicas;
  return object && !fits
    ? `${named(object)} counts ${replicas} pods, ${readyReplicas} ready, ${availableReplicas} available`
    : undefined;
};

const finished = ({ status }: Job): string | undefined =>
  status.conditions?.find(({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True')?.type;

const jobInvariants: readonly Invariant[] = [
  ({ object, before }) => {
    const [now, then] = [object as Job | undefined, before as Job | undefined];
    const was = then && finished(then);
    return now && same(now, then) && was && finished(now) !== was ? `${named(now)} was ${was} and goes on` : undefined;
  },
  ({ object, before }) => {
    const [now, then] = [object as Job | undefined, before as Job | undefined];
    return now && then && same(now, then) && (now.status.failed ?? 0) < (then.status.failed ?? 0)
      ? `${named(now)} forgot failures`
      : undefined;
  },
  ({ object }) => {
    const { active = 0, ready = 0 } = (object as Job | undefined)?.status ?? {};
    return object && (active < 0 || ready > active) ? `${named(object)} has ${ready} ready of ${active}` : undefined;
  },
];

const byKind: Readonly<Record<string, readonly Invariant[]>> = {
  Pod: podInvariants,
  Deployment: [({ object, view }) => (object ? withinSurge(view, object as Deployment) : undefined)],
  ReplicaSet: [countsAgree],
  ReplicationController: [countsAgree],
  StatefulSet: [countsAgree],
  Job: jobInvariants,
  PersistentVolume: [oneVolumeAClaim],
  Service: [oneServiceAnAddress],
};

function oneVolumeAClaim({ object, view }: Seen): string | undefined {
  const uidOf = (one: KubeObject) => (one.spec as { claimRef?: { uid?: string } } | undefined)?.claimRef?.uid;
  const uid = object && uidOf(object);
  const other =
    uid && view.list('PersistentVolume').find((one) => (one as KubeObject) !== object && uidOf(one) === uid);
  return object && other ? `${named(object)} and ${named(other)} are bound to one claim` : undefined;
}

function oneServiceAnAddress({ object, view }: Seen): string | undefined {
  const addressOf = (one: Service) => (one.spec as { clusterIP?: string }).clusterIP;
  const address = object && addressOf(object as Service);
  if (!object || !address || address === 'None') return undefined;
  const other = view.list('Service').find((one) => (one as KubeObject) !== object && addressOf(one) === address);
  return other && `${named(object)} and ${named(other)} have the address ${address}`;
}
