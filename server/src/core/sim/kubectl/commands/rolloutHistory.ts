// `kubectl rollout history`: the revisions of a Deployment, DaemonSet or StatefulSet and why they came.
// Source: kubectl/pkg/polymorphichelpers/history.go (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import { revisionsOf, templateOf } from '../../controllers/history.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { asJson, type KubeObject, type ObjectMeta } from '../../objects.ts';
import { fail, findTargets, forEachTarget, print, shown } from '../command.ts';
import { rawTemplate } from '../describe/podTemplate.ts';
import { type Arguments, flag } from '../flags.ts';

const revisionAnnotation = 'deployment.kubernetes.io/revision';
const causeAnnotation = 'kubernetes.io/change-cause';

export interface Revision {
  readonly number: number;
  readonly cause: string;
  readonly template: JsonObject;
  readonly metadata: ObjectMeta;
}

/** Oldest first; undefined for kinds without a history. */
export function revisions(view: ClusterView, object: KubeObject): readonly Revision[] | undefined {
  if (object.kind === 'Deployment') {
    const sets = view.controlledBy('ReplicaSet', object.metadata.uid);
    const all = sets.map(({ metadata, spec }) => ({
      number: Number(metadata.annotations?.[revisionAnnotation] ?? 0),
      cause: metadata.annotations?.[causeAnnotation] ?? '',
      template: asJson(spec.template),
      metadata,
    }));
    return all.sort((a, b) => a.number - b.number);
  }
  if (object.kind !== 'DaemonSet' && object.kind !== 'StatefulSet') return undefined;
  return revisionsOf(view, object).map((revision) => ({
    number: revision.revision,
    cause: revision.metadata.annotations?.[causeAnnotation] ?? '',
    template: asJson(templateOf(revision)),
    metadata: revision.metadata,
  }));
}

export function* rolloutHistory(view: ClusterView, args: Arguments): Command {
  const wanted = Number(flag(args, 'revision') ?? 0);
  return yield* forEachTarget(findTargets(view, args.words.slice(1), args), function* (found) {
    const all = revisions(view, found.object);
    if (!all) return yield* fail(`no history viewer has been implemented for ${found.object.kind}`);
    if (wanted > 0) {
      const revision = all.find(({ number }) => number === wanted);
      if (!revision) return yield* fail(`unable to find the specified revision`);
      yield print(`${shown(found)} with revision #${wanted}\n${rawTemplate(withCause(revision))}\n`);
      return 0;
    }
    const rows = all.map(({ number, cause }) => [String(number), cause || '<none>'] as const);
    const width = Math.max('REVISION'.length, ...rows.map(([number]) => number.length)) + 2;
    const lines = [['REVISION', 'CHANGE-CAUSE'] as const, ...rows].map(
      ([number, cause]) => `${number.padEnd(width)}${cause}\n`,
    );
    yield print(`${shown(found)} \n${lines.join('')}\n`);
    return 0;
  });
}

/** The template as shown: with the cause among its annotations. */
function withCause({ template, cause }: Revision): JsonObject {
  if (cause === '') return template;
  const metadata = (template['metadata'] ?? {}) as JsonObject;
  const annotations = { ...((metadata['annotations'] ?? {}) as JsonObject), [causeAnnotation]: cause };
  return { ...template, metadata: { ...metadata, annotations } };
}
