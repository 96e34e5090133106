// `kubectl wait --for=…`: conditions, deletion, JSONPath. Source: kubectl/pkg/cmd/wait/wait.go (v1.36).
import { durationMs } from '../../durations.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { asJson, type KubeObject } from '../../objects.ts';
import { fail, findTargets, forEachTarget, print, shown } from '../command.ts';
import { type Arguments, flag } from '../flags.ts';
import { evaluateJsonPath } from '../jsonPath.ts';
import { list, text } from '../read.ts';

const defaultTimeoutMs = 30_000;

export function* wait(view: ClusterView, args: Arguments): Command {
  const wanted = flag(args, 'for');
  if (wanted === undefined) return yield* fail('must specify the condition you want to wait for using --for');
  const endMs = view.nowMs + (durationMs(flag(args, 'timeout')) ?? defaultTimeoutMs);
  const targets = findTargets(view, args.words, args);
  if (targets.found.length === 0 && targets.problems.length === 0) return yield* fail('no matching resources found');
  const holds = conditionFor(wanted);
  return yield* forEachTarget(wanted === 'delete' ? { ...targets, problems: [] } : targets, function* (found) {
    while (!holds(view.byUid(found.object.metadata.uid))) {
      if (view.nowMs >= endMs) return yield* fail(`timed out waiting for the condition on ${shown(found)}`);
      yield { type: 'await', timeoutMs: endMs - view.nowMs };
    }
    yield print(`${shown(found)} condition met\n`);
    return 0;
  });
}

function conditionFor(wanted: string): (object: KubeObject | undefined) => boolean {
  if (wanted === 'delete') return (object) => object === undefined;
  if (wanted === 'create') return (object) => object !== undefined;
  if (wanted.startsWith('jsonpath=')) {
    const [path = '', value] = wanted
      .slice('jsonpath='.length)
      .replace(/^'|'$/g, '')
      .split(/=(?=[^=]*$)/);
    return (object) => {
      const found = object === undefined ? '' : evaluateJsonPath(path, asJson(object));
      return value === undefined ? found !== '' : found === value.replace(/^['"]|['"]$/g, '');
    };
  }
  const [type = '', status = 'True'] = wanted.replace(/^condition=/, '').split('=');
  return (object) => {
    const conditions = object === undefined ? [] : list(asJson(object), 'status', 'conditions');
    const found = conditions.find((condition) => text(condition, 'type').toLowerCase() === type.toLowerCase());
    return text(found, 'status').toLowerCase() === status.toLowerCase();
  };
}
