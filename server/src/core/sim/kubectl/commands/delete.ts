// `kubectl delete`: tells the server, then waits until the objects are gone. Source: kubectl/pkg/cmd/delete/delete.go (v1.36).
import { durationMs } from '../../durations.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { type Doing, type Found, findTargets, forEachTarget, print, refOf, refuse } from '../command.ts';
import { type Arguments, flag, isSet } from '../flags.ts';
import { argumentPrefix } from '../resources.ts';

const noConfirmation =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n';

const propagations: Readonly<Record<string, 'Background' | 'Foreground' | 'Orphan'>> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
  true: 'Background',
  false: 'Orphan',
};

export function* remove(view: ClusterView, args: Arguments): Command {
  const targets = findTargets(view, args.words, args);
  const force = isSet(args, 'force');
  const grace = graceOf(args);
  if (force && grace === 0) yield print(noConfirmation);
  if (!targets.named && targets.found.length === 0 && targets.problems.length === 0) {
    yield print('No resources found\n');
    return 0;
  }
  const quiet = isSet(args, 'ignore-not-found') ? { ...targets, problems: [] } : targets;
  const deleted: Found[] = [];
  const exit = yield* forEachTarget(quiet, function* (found) {
    const code = yield* deleteOne(found, args, grace, force);
    if (code === 0) deleted.push(found);
    return code;
  });
  const waits = flag(args, 'wait') !== 'false' && !(force && grace === 0);
  if (!waits) return exit;
  return Math.max(exit, yield* waitUntilGone(view, deleted, durationMs(flag(args, 'timeout'))));
}

function graceOf(args: Arguments): number | undefined {
  if (isSet(args, 'now')) return 1;
  const given = flag(args, 'grace-period');
  if (given === undefined || Number(given) < 0) return undefined;
  return given === '0' && !isSet(args, 'force') ? 1 : Number(given);
}

function* deleteOne(found: Found, args: Arguments, graceSeconds: number | undefined, force: boolean): Doing<number> {
  const { object, resource } = found;
  const outcome = yield {
    type: 'delete',
    ref: refOf(object),
    uid: object.metadata.uid,
    propagation: propagations[flag(args, 'cascade') ?? 'background'] ?? 'Background',
    ...(graceSeconds !== undefined && { graceSeconds }),
    cause: { because: 'step', object: refOf(object) },
  };
  if (!outcome.ok) return yield* refuse(outcome, object);
  const { name, namespace } = object.metadata;
  const word = force && graceSeconds === 0 ? 'force deleted' : 'deleted';
  const from = namespace === undefined ? '' : ` from ${namespace} namespace`;
  yield print(`${argumentPrefix(resource)} "${name}" ${word}${from}\n`);
  return 0;
}

function* waitUntilGone(view: ClusterView, found: readonly Found[], timeoutMs: number | undefined): Doing<number> {
  const endMs = timeoutMs === undefined || timeoutMs === 0 ? Number.POSITIVE_INFINITY : view.nowMs + timeoutMs;
  const left = () => found.filter(({ object }) => view.byUid(object.metadata.uid) !== undefined);
  for (let there = left(); there.length > 0; there = left()) {
    if (view.nowMs >= endMs) {
      for (const one of there)
        yield print(
          `error: timed out waiting for the condition on ${argumentPrefix(one.resource)}s/${one.object.metadata.name}\n`,
        );
      return 1;
    }
    yield Number.isFinite(endMs) ? { type: 'await', timeoutMs: endMs - view.nowMs } : { type: 'await' };
  }
  return 0;
}
