// `kubectl scale`. Source: kubectl/pkg/cmd/scale/scale.go (v1.36).
import type { ClusterView, Command } from '../../frame.ts';
import { fail, findTargets, forEachTarget, patchOf, print, refuse, shown } from '../command.ts';
import { type Arguments, flag } from '../flags.ts';

const scalable = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

export function* scale(view: ClusterView, args: Arguments): Command {
  const replicas = flag(args, 'replicas');
  if (replicas === undefined || !/^\d+$/.test(replicas)) {
    return yield* fail('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  }
  return yield* forEachTarget(findTargets(view, args.words, args), function* (found) {
    if (!scalable.has(found.object.kind)) return yield* fail('the server could not find the requested resource');
    const outcome = yield patchOf(found.object, { spec: { replicas: Number(replicas) } }, 'spec.replicas');
    if (!outcome.ok) return yield* refuse(outcome, found.object);
    yield print(`${shown(found)} scaled\n`);
    return 0;
  });
}
