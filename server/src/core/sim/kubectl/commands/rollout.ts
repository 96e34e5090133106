// `kubectl rollout`: pause, resume, restart here; status, history and undo beside. Source: kubectl/pkg/cmd/rollout (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import type { ClusterView, Command } from '../../frame.ts';
import type { Deployment } from '../../objects.ts';
import { type Doing, type Found, fail, findTargets, forEachTarget, patchOf, print, refuse, shown } from '../command.ts';
import type { Arguments } from '../flags.ts';
import { serverName } from '../resources.ts';
import { rolloutHistory } from './rolloutHistory.ts';
import { rolloutStatus } from './rolloutStatus.ts';
import { rolloutUndo } from './rolloutUndo.ts';

export function rollout(view: ClusterView, args: Arguments): Command {
  const [what = ''] = args.words;
  const each = (act: (found: Found) => Doing<number>) =>
    forEachTarget(findTargets(view, args.words.slice(1), args), act);
  switch (what) {
    case 'status':
      return rolloutStatus(view, args);
    case 'history':
      return rolloutHistory(view, args);
    case 'undo':
      return rolloutUndo(view, args);
    case 'pause':
      return each((found) => setPaused(found, true));
    case 'resume':
      return each((found) => setPaused(found, false));
    case 'restart':
      return each((found) => restart(view, found));
    default:
      return fail(`unknown command "rollout ${what}"`);
  }
}

const plural = ({ resource, object }: Found): string => `${serverName(resource)} "${object.metadata.name}"`;

function* setPaused(found: Found, wanted: boolean): Doing<number> {
  if (found.object.kind !== 'Deployment')
    return yield* fail(`${plural(found)} ${wanted ? 'pausing' : 'resuming'} is not supported`);
  const { paused = false } = (found.object as Deployment).spec;
  if (paused === wanted) return yield* fail(`${plural(found)} is ${wanted ? 'already' : 'not'} paused`);
  return yield* change(found, { spec: { paused: wanted ? true : null } }, 'spec.paused', wanted ? 'paused' : 'resumed');
}

const restartable = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);

function* restart(view: ClusterView, found: Found): Doing<number> {
  if (!restartable.has(found.object.kind)) return yield* fail(`${plural(found)} restarting is not supported`);
  if (found.object.kind === 'Deployment' && (found.object as Deployment).spec.paused)
    return yield* fail(`${plural(found)} can't restart paused deployment (run rollout resume first)`);
  const annotations = { 'kubectl.kubernetes.io/restartedAt': view.now() };
  return yield* change(found, { spec: { template: { metadata: { annotations } } } }, 'spec.template', 'restarted');
}

function* change(found: Found, patch: JsonObject, field: string, word: string): Doing<number> {
  const outcome = yield patchOf(found.object, patch, field);
  if (!outcome.ok) return yield* refuse(outcome, found.object);
  yield print(`${shown(found)} ${word}\n`);
  return 0;
}
