// The frame's contract, for everyone who writes an actor of the simulated cluster. An actor never changes the cluster: it
// looks at a ClusterView and yields Actions, which only `cluster.ts` commits. Every commit is one Write of the trace and
// wakes the watchers. `reconcile` is level-triggered: it reads what is there now and takes the next steps.
//
//   * A controller is one file giving `xController(): Controller`, listed in `actors.ts`. Memory that the real controller
//     keeps (back-off, expectations) lives in the closure, so every run starts fresh.
//   * `reconcile` may be a generator: after each yielded action it is resumed with the Outcome, as an API call returns,
//     `apiMs` later; others act meanwhile, so read the view again after a yield where it matters. A plain array is fine too.
//   * Yield `{ type: 'requeue', afterMs }` to be called again with the same key; `rateLimited` for failures (5 ms · 2^n).
//   * Chance only from `view.random('stream')`, time only from `view.nowMs` / `view.now()`.
import type { JsonObject } from '../apiserver/types.ts';
import type { Load } from './load.ts';
import type { EventObject, KindOf, KubeObject, NewObject, ObjectReference } from './objects.ts';
import type { KubeletRule } from './scenario.ts';
import type { Cause, ObjectRef } from './trace.ts';

/** What an actor sees: the committed state of now. All objects are immutable. */
export interface ClusterView {
  /** Milliseconds since the scenario's start. */
  readonly nowMs: number;
  /** Milliseconds since 1970 of now. */
  readonly epochMs: number;
  /** RFC 3339 in whole seconds, as metav1.Time; `ofMs` other than now: milliseconds since the scenario's start. */
  now(ofMs?: number): string;
  /** RFC 3339 with microseconds, as metav1.MicroTime. */
  nowMicro(): string;
  get<K extends string>(kind: K, namespace: string | undefined, name: string): KindOf<K> | undefined;
  /** In the order of etcd: namespace, then name. Without namespace: all namespaces. */
  list<K extends string>(kind: K, namespace?: string): readonly KindOf<K>[];
  byUid(uid: string): KubeObject | undefined;
  /** Objects of a kind whose controller reference has this uid, by name. */
  controlledBy<K extends string>(kind: K, uid: string): readonly KindOf<K>[];
  /** Objects of a kind in a namespace that this uid controls, and those that nobody controls, by name. */
  claimable<K extends string>(kind: K, namespace: string | undefined, uid: string): readonly KindOf<K>[];
  /** Everything with an owner reference to this uid, by name. */
  dependentsOf(uid: string): readonly KubeObject[];
  /** Kinds that have objects (`Pod`, `Deployment`, …). */
  kinds(): readonly string[];
  /** Events about an object, oldest first. */
  eventsOf(object: { readonly kind: string; readonly metadata: { uid: string } }): readonly EventObject[];
  /** Sequence number of the last committed write. */
  readonly lastWrite: number;
  /** A seeded stream of numbers in [0, 1), one per name, so that a new actor does not reshuffle the others. */
  random(stream: string): number;
  /** Scenario data that is not in any object: latencies, kubelet rules, flags. */
  readonly settings: Settings;
}

export interface Settings {
  /** From a write to the watchers' reconcile. */
  readonly watchMs: number;
  /** One API call of a controller. */
  readonly apiMs: number;
  readonly nodeMonitorGraceMs: number;
  readonly nodeMonitorPeriodMs: number;
  readonly heartbeatMs: number;
  /** How containers behave. */
  readonly kubelet: readonly KubeletRule[];
  /** What pods use; absent: nobody serves metrics. */
  readonly load?: readonly Load[];
  /** Nodes whose kubelet has fallen silent, and since when (milliseconds). */
  readonly silentNodes: ReadonlyMap<string, number>;
  /** Manifests that lie on a node, by its name: its kubelet runs them without being asked. */
  readonly staticPods: ReadonlyMap<string, readonly JsonObject[]>;
  /** What a container found in its namespace when it started, by pod uid and container name; the kubelets write it. */
  readonly started: Map<string, StartedWith>;
  /** What stands in the files of a pod's ConfigMap and Secret volumes, by pod uid; the kubelets write it. */
  readonly mounted: Map<string, StartedWith>;
}

export interface StartedWith {
  readonly configMaps: readonly KubeObject[];
  readonly secrets: readonly KubeObject[];
  readonly services: readonly KubeObject[];
}

/** Why, in short: the frame adds the write that woke the actor. `field` names the manifest field that asked for it. */
export type Because = Omit<Cause, 'write'>;

export type Action =
  | CreateAction
  | {
      /** Replaces the object except its status. Conflict when `metadata.resourceVersion` is not the current one. */
      readonly type: 'update';
      readonly object: KubeObject;
      readonly cause: Because;
    }
  | {
      /** Replaces the status (and metadata where the object's own finalizers change). Conflict as above. */
      readonly type: 'updateStatus';
      readonly object: KubeObject;
      readonly cause: Because;
    }
  | {
      /** RFC 7386 merge patch of the current object, whatever its version. */
      readonly type: 'patch';
      readonly ref: ObjectRef;
      /** Refused with Conflict when the object is another one of the same name. */
      readonly uid?: string;
      readonly patch: JsonObject;
      readonly subresource?: 'status' | 'ephemeralcontainers';
      readonly cause: Because;
    }
  | {
      readonly type: 'delete';
      readonly ref: ObjectRef;
      readonly uid?: string;
      /** As of `CreateAction`. */
      readonly alongside?: boolean;
      /** Pods only; default: the pod's own. 0 removes at once. */
      readonly graceSeconds?: number;
      readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
      readonly cause: Because;
    }
  | {
      /** pods/binding: sets the node and PodScheduled=True. */
      readonly type: 'bind';
      readonly ref: ObjectRef;
      readonly uid: string;
      readonly node: string;
      readonly cause: Because;
    }
  | {
      /** pods/eviction: a deletion that budgets may refuse (TooManyRequests). */
      readonly type: 'evict';
      readonly ref: ObjectRef;
      readonly graceSeconds?: number;
      readonly cause: Because;
    }
  | EventAction
  | {
      readonly type: 'requeue';
      readonly afterMs: number;
      readonly rateLimited?: boolean;
      /** A monitor's tick: does not keep a run going that has otherwise settled. */
      readonly background?: boolean;
    };

export interface CreateAction {
  readonly type: 'create';
  /** More calls are made at the same time: the next one does not wait for the answer. */
  readonly alongside?: boolean;
  readonly object: NewObject;
  readonly cause: Because;
}

/** An Event about an object. Repetitions are counted as the real recorder does; the source is the controller's name. */
export interface EventAction {
  readonly type: 'event';
  readonly about: KubeObject | ObjectReference;
  readonly eventType: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly fieldPath?: string;
  /** Default: the controller's name. */
  readonly component?: string;
  readonly host?: string;
  /** For sources that use events.k8s.io (the scheduler): the `action` field; such events have a series, no count. */
  readonly action?: string;
}

/** What the API server answered. */
export type Outcome =
  | { readonly ok: true; readonly object?: KubeObject; readonly warnings?: readonly string[] }
  | {
      readonly ok: false;
      readonly reason: string;
      /** `pods "web-1" is forbidden: …`: the status message. */
      readonly message: string;
      readonly causes?: readonly { readonly reason: string; readonly field: string; readonly message: string }[];
    };

export type Steps = Generator<Action, void, Outcome>;

/** A committed change, as a watch tells it. */
export interface Change {
  readonly verb: 'create' | 'update' | 'delete';
  readonly object: KubeObject;
  readonly before?: KubeObject;
}

/** The keys a change is about; none: not interesting. */
export type Watch = (change: Change, view: ClusterView) => readonly (string | DelayedKey)[];

/** A key to be worked on later, as controllers do that look at many changes together. */
export interface DelayedKey {
  readonly key: string;
  readonly afterMs: number;
}

export interface Controller {
  /** `deployment-controller`: the actor of its writes and the source of its Events. */
  readonly name: string;
  /** By kind; `*` hears of every kind. */
  readonly watches: Readonly<Record<string, Watch>>;
  readonly reconcile: (view: ClusterView, key: string) => Iterable<Action> | Steps;
  /** From a write to reconcile; default `settings.watchMs`. */
  readonly latencyMs?: number;
  /** One key at a time (the scheduler); default: keys in parallel. */
  readonly serial?: boolean;
  /** Time of one yielded API call; default `settings.apiMs`. */
  readonly apiMs?: number;
  /** Who writes in its name, where that depends on the key (`kubelet/node-1`); default: `name`. */
  readonly actorOf?: (view: ClusterView, key: string) => string;
  /** Keys to reconcile at the start, e.g. a monitor that ticks through `requeue`. */
  readonly initialKeys?: readonly string[];
}

/** A kubectl command under way: an API call, a line for the terminal, or waiting for the next write (or a time-out). */
export type CommandStep =
  | Action
  | { readonly type: 'print'; readonly text: string }
  | { readonly type: 'await'; readonly timeoutMs?: number };

/** Returns the exit code. */
export type Command = Generator<CommandStep, number, Outcome>;
