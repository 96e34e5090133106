// `kubectl patch`: strategic, merge and JSON patches. Source: kubectl/pkg/cmd/patch/patch.go (v1.36).
import { isJsonObject, type JsonObject, type JsonValue } from '../../../apiserver/types.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { sameJson } from '../../json.ts';
import { asJson, asObject } from '../../objects.ts';
import { mergePatch } from '../../replay.ts';
import { threeWayMerge } from '../../threeWay.ts';
import { fail, findTargets, forEachTarget, print, refOf, refuse, shown, warn } from '../command.ts';
import { type Arguments, flag } from '../flags.ts';

export function* patch(view: ClusterView, args: Arguments): Command {
  const given = parse(flag(args, 'patch') ?? '');
  if (given === undefined) return yield* fail('unable to parse the patch: it must be JSON');
  const type = flag(args, 'type') ?? 'strategic';
  return yield* forEachTarget(findTargets(view, args.words, args), function* (found) {
    if (type === 'strategic' && found.resource.custom)
      return yield* fail(unmergeable(found.object.apiVersion, found.object.kind));
    const before = asJson(found.object);
    const after = asObject(applied(type, found.object.kind, before, given));
    if (!after) return yield* fail('the patch does not fit the object');
    if (sameJson(before, asJson(after))) {
      yield print(`${shown(found)} patched (no change)\n`);
      return 0;
    }
    const verb = flag(args, 'subresource') === 'status' ? 'updateStatus' : 'update';
    const outcome = yield { type: verb, object: after, cause: { because: 'step', object: refOf(found.object) } };
    if (!outcome.ok) return yield* refuse(outcome, found.object);
    yield* warn(outcome);
    yield print(`${shown(found)} patched\n`);
    return 0;
  });
}

/** Strategies of merging are tags of Go types, which custom resources have not. */
const unmergeable = (apiVersion: string, kind: string): string =>
  `application/strategic-merge-patch+json is not supported by ${apiVersion}, Kind=${kind}: the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml`;

function parse(words: string): JsonValue | undefined {
  try {
    return JSON.parse(words) as JsonValue;
  } catch {
    return undefined;
  }
}

function applied(type: string, kind: string, before: JsonObject, given: JsonValue): JsonValue | undefined {
  if (type === 'json') return Array.isArray(given) ? jsonPatch(before, given) : undefined;
  if (!isJsonObject(given)) return undefined;
  return type === 'merge' ? mergePatch(before, given) : threeWayMerge(kind, {}, given, before);
}

/** RFC 6902: add, replace, remove, test. */
function jsonPatch(before: JsonObject, operations: readonly JsonValue[]): JsonValue | undefined {
  let value: JsonValue | undefined = before;
  for (const operation of operations) {
    if (!isJsonObject(operation) || value === undefined) return undefined;
    const path = String(operation['path'])
      .split('/')
      .slice(1)
      .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
    value = operate(value, path, String(operation['op']), operation['value']);
  }
  return value;
}

function operate(
  value: JsonValue | undefined,
  [key, ...rest]: readonly string[],
  op: string,
  given: JsonValue | undefined,
): JsonValue | undefined {
  if (key === undefined)
    return op === 'remove' ? undefined : op === 'test' ? (sameJson(value, given) ? value : undefined) : given;
  if (Array.isArray(value)) {
    const items: JsonValue[] = [...value];
    const index = key === '-' ? items.length : Number(key);
    if (rest.length === 0 && op === 'add' && given !== undefined) items.splice(index, 0, given);
    else if (rest.length === 0 && op === 'remove') items.splice(index, 1);
    else {
      const inner = operate(items[index], rest, op, given);
      if (inner === undefined) return undefined;
      items[index] = inner;
    }
    return items;
  }
  if (!isJsonObject(value)) return undefined;
  if (rest.length === 0 && op === 'remove')
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  const inner = operate(value[key], rest, op, given);
  return inner === undefined ? undefined : { ...value, [key]: inner };
}
