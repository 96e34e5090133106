// The trace: plain JSON, the only thing a simulation leaves and all that the panel, the console and the
// command line need. Every write knows its cause. `replay.ts` turns it into the cluster at any time.
import type { JsonObject } from '../apiserver/types.ts';

/** `apps/v1 Deployment default/web`, as data. `namespace` is absent for cluster-scoped objects. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Why a write happened: what the actor was looking at, and the manifest field that asked for it. */
export interface Cause {
  /** Sequence number of the write that woke the actor; absent for steps of the scenario. */
  readonly write?: number;
  /** The object whose manifest is responsible, and the field in it (`spec.replicas`). */
  readonly object?: ObjectRef;
  readonly field?: string;
  /** Short machine word: `step`, `scale-up`, `rolling-update`, `scheduled`, `probe`, `exit`… */
  readonly because: string;
}

export interface Write {
  /** Position in `writes`, from 0. */
  readonly seq: number;
  /** Milliseconds since the scenario's start. */
  readonly atMs: number;
  /** `kubectl`, `deployment-controller`, `default-scheduler`, `kubelet/node-1`… */
  readonly actor: string;
  readonly verb: 'create' | 'update' | 'delete';
  readonly ref: ObjectRef;
  /** create: the whole object. update: RFC 7386 merge patch against the state before (lists whole). delete: absent. */
  readonly change?: JsonObject;
  readonly cause: Cause;
}

/** A kubectl command line of the scenario with what it printed. */
export interface CommandResult {
  readonly atMs: number;
  readonly endMs: number;
  readonly command: string;
  readonly exitCode: number;
  readonly output: string;
  /** Still under way when the simulation ended; the exit code is then -1. */
  readonly unfinished?: boolean;
}

/** What the simulation does not play, or where a bound was hit: shown in the verdict line, never passed over. */
export interface Limitation {
  readonly ref?: ObjectRef;
  readonly en: string;
  readonly zh: string;
}

export interface Refusal {
  readonly atMs: number;
  readonly ref: ObjectRef;
  /** The server's words. */
  readonly message: string;
  readonly causes: readonly { readonly reason: string; readonly field: string; readonly message: string }[];
}

export interface Trace {
  readonly format: 1;
  readonly scenario: string;
  readonly seed: number;
  /** RFC 3339; writes' times are relative to it. */
  readonly startTime: string;
  readonly endMs: number;
  /** Nothing more would happen after `endMs` without a new step. */
  readonly settled: boolean;
  readonly writes: readonly Write[];
  readonly commands: readonly CommandResult[];
  readonly refusals: readonly Refusal[];
  readonly limitations: readonly Limitation[];
}
