// Answers of the topic `binding`: claims and volumes at rest, what was said about them, and which steps were refused.
import type { JsonObject } from '../../core/apiserver/types.ts';
import type { Schema } from '../../core/schema/schema.ts';
import type { ApiServer } from '../../core/sim/answers.ts';
import type { ClusterView } from '../../core/sim/frame.ts';
import type { KubeObject, PersistentVolume, PersistentVolumeClaim } from '../../core/sim/objects.ts';
import { schedulerController } from '../../core/sim/scheduler/scheduler.ts';
import { apiServerOf } from '../../core/sim/server.ts';
import { ephemeralController } from '../../core/sim/storage/ephemeral.ts';
import { expansionController } from '../../core/sim/storage/expansion.ts';
import { claimProtection, volumeProtection } from '../../core/sim/storage/protection.ts';
import { volumeController } from '../../core/sim/storage/volumeController.ts';
import type { Question, Topic } from '../decide.ts';
import { refOf, shortName } from './naming.ts';
import { quietCluster } from './quietCluster.ts';

interface Case {
  readonly given: readonly KubeObject[];
  readonly then?: readonly { readonly verb: string; readonly object: KubeObject }[];
}

/** Longer than the volume controller's period. */
const restMs = 31_000;

export function binding(schema: Schema): Topic {
  const server = apiServerOf(schema);
  return (question) => answer(server, question);
}

function answer(server: ApiServer, question: Question): unknown {
  const { given, then = [] } = question as unknown as Case;
  const cluster = quietCluster(server, [
    volumeController(),
    claimProtection(),
    volumeProtection(),
    expansionController(),
    ephemeralController(),
    schedulerController(),
  ]);
  const { view } = cluster;
  const uids = new Map<string, string>();
  const give = (object: KubeObject) => {
    const outcome = cluster.give(object);
    if (outcome.ok && outcome.object) uids.set(outcome.object.metadata.uid, shortName(outcome.object));
    cluster.settle();
  };
  for (const object of given) give(object);
  cluster.settle(restMs);
  const refused: string[] = [];
  for (const { verb, object } of then) {
    if (verb === 'create') give(object);
    else if (verb === 'delete') cluster.commit({ type: 'delete', ref: refOf(object), cause: { because: 'given' } });
    else {
      const { apiVersion: _version, kind: _kind, metadata, ...rest } = object;
      const { name: _name, namespace: _namespace, ...changed } = metadata;
      const patch = { ...rest, metadata: changed } as unknown as JsonObject;
      const outcome = cluster.commit({ type: 'patch', ref: refOf(object), patch, cause: { because: 'given' } });
      if (!outcome.ok) refused.push(outcome.message);
    }
    cluster.settle(restMs);
  }
  for (const kind of ['PersistentVolumeClaim', 'PersistentVolume'])
    for (const { metadata } of view.list(kind)) uids.set(metadata.uid, metadata.name);
  const pods = view.list('Pod');
  const answer = {
    claims: table(view.list('PersistentVolumeClaim'), shownClaim),
    volumes: table(view.list('PersistentVolume'), shownVolume),
    ...(pods.length > 0 && { pods: table(pods, ({ spec }) => pick({ node: spec.nodeName })) }),
    events: toldAbout(view, uids),
    ...(refused.length > 0 && { refused }),
  };
  const text = [...uids].reduce((all, [uid, name]) => all.replaceAll(uid, `<uid of ${name}>`), JSON.stringify(answer));
  return JSON.parse(text);
}

function table<T extends KubeObject>(objects: readonly T[], show: (object: T) => unknown): Record<string, unknown> {
  return Object.fromEntries(objects.map((object) => [shortName(object), show(object)]));
}

/** Without what is absent or empty. */
function pick(fields: Record<string, unknown>): Record<string, unknown> {
  const present = (value: unknown) =>
    value !== undefined && value !== null && !(typeof value === 'object' && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => present(value)));
}

const common = ({ metadata }: KubeObject) => ({
  finalizers: metadata.finalizers,
  deleting: metadata.deletionTimestamp === undefined ? undefined : true,
  annotations: metadata.annotations,
});

function shownClaim(claim: PersistentVolumeClaim): unknown {
  const { status, spec } = claim;
  return pick({
    phase: status?.phase,
    volumeName: spec.volumeName,
    storageClassName: spec.storageClassName,
    capacity: status?.capacity?.['storage'],
    accessModes: status?.accessModes,
    conditions: status?.conditions?.map(({ type, status: is, message }) => ({ type, status: is, message })),
    ...common(claim),
  });
}

function shownVolume(volume: PersistentVolume): unknown {
  const { status, spec } = volume;
  const ref = spec.claimRef;
  const claim = ref && (ref.namespace === 'default' ? ref.name : `${ref.namespace}/${ref.name}`);
  return pick({
    phase: status?.phase,
    claimRef: claim,
    message: status?.message,
    reason: status?.reason,
    ...common(volume),
  });
}

function toldAbout(view: ClusterView, uids: ReadonlyMap<string, string>): readonly unknown[] {
  const told = view.list('Event').flatMap((event) => {
    const { involvedObject: about } = event;
    if (!uids.has(about.uid ?? '') || !about.kind?.startsWith('Persistent')) return [];
    const name = (about.namespace ?? 'default') === 'default' ? about.name : `${about.namespace}/${about.name}`;
    return [
      JSON.stringify({
        object: `${about.kind}/${name}`,
        type: event.type,
        reason: event.reason,
        message: event.message,
      }),
    ];
  });
  return [...new Set(told)].sort().map((text) => JSON.parse(text));
}
