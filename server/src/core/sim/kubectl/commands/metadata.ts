// `kubectl label` and `kubectl annotate`. Source: kubectl/pkg/cmd/{label,annotate} (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { fail, findTargets, forEachTarget, patchOf, print, refuse, shown } from '../command.ts';
import { type Arguments, isSet } from '../flags.ts';

export const label = (view: ClusterView, args: Arguments): Command => change(view, args, 'labels');
export const annotate = (view: ClusterView, args: Arguments): Command => change(view, args, 'annotations');

function* change(view: ClusterView, args: Arguments, field: 'labels' | 'annotations'): Command {
  const wishes = args.words.filter((word, index) => index > 0 && (/^[^/]*[^-].*=/.test(word) || word.endsWith('-')));
  const targets = findTargets(
    view,
    args.words.filter((word) => !wishes.includes(word)),
    args,
  );
  const patch = patchFor(wishes);
  if (Object.keys(patch).length === 0)
    return yield* fail(`at least one ${field === 'labels' ? 'label' : 'annotation'} update is required`);
  return yield* forEachTarget(targets, function* (found) {
    const before = found.object.metadata[field] ?? {};
    const taken = Object.entries(patch).find(
      ([key, value]) => value !== null && before[key] !== undefined && before[key] !== value,
    );
    if (taken && !isSet(args, 'overwrite')) {
      const [key] = taken;
      return field === 'labels'
        ? yield* fail(`'${key}' already has a value (${before[key]}), and --overwrite is false`)
        : yield* fail(
            `--overwrite is false but found the following declared annotation(s): '${key}' already has a value (${before[key]})`,
          );
    }
    const changed = Object.entries(patch).some(([key, value]) => (value ?? undefined) !== before[key]);
    const outcome = changed
      ? yield patchOf(found.object, { metadata: { [field]: patch } }, `metadata.${field}`)
      : { ok: true as const };
    if (!outcome.ok) return yield* refuse(outcome, found.object);
    yield print(`${shown(found)} ${said(field, patch, changed)}\n`);
    return 0;
  });
}

function patchFor(wishes: readonly string[]): JsonObject {
  const entries = wishes.map((wish): readonly [string, string | null] => {
    const at = wish.indexOf('=');
    return at < 0 ? [wish.slice(0, -1), null] : [wish.slice(0, at), wish.slice(at + 1)];
  });
  return Object.fromEntries(entries);
}

function said(field: 'labels' | 'annotations', patch: JsonObject, changed: boolean): string {
  if (field === 'annotations') return 'annotated';
  if (!changed) return 'not labeled';
  return Object.values(patch).every((value) => value === null) ? 'unlabeled' : 'labeled';
}
