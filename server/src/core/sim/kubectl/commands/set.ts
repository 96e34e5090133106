// `kubectl set image|env|resources`: changes containers of a pod template. Source: kubectl/pkg/cmd/set (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { podTemplatePath } from '../../../kubernetes/podTemplatePath.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { sameJson } from '../../json.ts';
import { asJson } from '../../objects.ts';
import { type Doing, type Found, fail, findTargets, forEachTarget, patchOf, print, refuse, shown } from '../command.ts';
import { type Arguments, flag } from '../flags.ts';
import { list, text } from '../read.ts';

type Change = (container: JsonObject) => JsonObject;

export function* set(view: ClusterView, args: Arguments): Command {
  const [what, ...words] = args.words;
  const assignments = words.filter((word) => isAssignment(word));
  const targets = findTargets(
    view,
    words.filter((word) => !isAssignment(word)),
    args,
  );
  const said = { image: 'image updated', env: 'env updated', resources: 'resource requirements updated' }[what ?? ''];
  if (said === undefined) return yield* fail(`unknown command "set ${what ?? ''}"`);
  return yield* forEachTarget(targets, function* (found) {
    const missing = what === 'image' ? unknownContainer(found, assignments) : undefined;
    if (missing !== undefined) return yield* fail(`unable to find container named "${missing}"`);
    return yield* changeContainers(found, changeFor(what ?? '', assignments, args), said);
  });
}

const isAssignment = (word: string): boolean => word.includes('=') || /^[A-Za-z_][\w.-]*-$/.test(word);

function changeFor(what: string, assignments: readonly string[], args: Arguments): Change {
  if (what === 'image') return (container) => withImage(container, assignments);
  const only = flag(args, 'containers');
  const chosen = (container: JsonObject) => only === undefined || only === '*' || text(container, 'name') === only;
  if (what === 'env') return (container) => (chosen(container) ? withEnvironment(container, assignments) : container);
  return (container) =>
    chosen(container) ? withResources(container, flag(args, 'limits'), flag(args, 'requests')) : container;
}

const split = (assignment: string): readonly [string, string] => {
  const at = assignment.indexOf('=');
  return [assignment.slice(0, at), assignment.slice(at + 1)];
};

function unknownContainer(found: Found, assignments: readonly string[]): string | undefined {
  const path = [...(podTemplatePath(found.object.kind) ?? []), 'spec'].map(String);
  const names = ['containers', 'initContainers'].flatMap((field) =>
    list(asJson(found.object), ...path, field).map((entry) => text(entry, 'name')),
  );
  return assignments.map((assignment) => split(assignment)[0]).find((name) => name !== '*' && !names.includes(name));
}

function withImage(container: JsonObject, assignments: readonly string[]): JsonObject {
  const wanted = assignments.map(split).find(([name]) => name === '*' || name === container['name']);
  return wanted ? { ...container, image: wanted[1] } : container;
}

function withEnvironment(container: JsonObject, assignments: readonly string[]): JsonObject {
  let env = [...list(container, 'env')];
  for (const assignment of assignments) {
    if (!assignment.includes('=')) {
      env = env.filter((variable) => text(variable, 'name') !== assignment.slice(0, -1));
      continue;
    }
    const [name, value] = split(assignment);
    const at = env.findIndex((variable) => text(variable, 'name') === name);
    if (at < 0) env.push({ name, value });
    else env[at] = { name, value };
  }
  return { ...container, env };
}

function withResources(container: JsonObject, limits: string | undefined, requests: string | undefined): JsonObject {
  const parsed = (given: string | undefined) =>
    given === undefined ? undefined : Object.fromEntries(given.split(',').map(split));
  const before = (container['resources'] ?? {}) as JsonObject;
  const merged = (key: 'limits' | 'requests', given: JsonObject | undefined): JsonValue => ({
    ...((before[key] ?? {}) as JsonObject),
    ...given,
  });
  const [newLimits, newRequests] = [parsed(limits), parsed(requests)];
  return {
    ...container,
    resources: {
      ...before,
      ...(newLimits && { limits: merged('limits', newLimits) }),
      ...(newRequests && { requests: merged('requests', newRequests) }),
    },
  };
}

function* changeContainers(found: Found, change: Change, said: string): Doing<number> {
  const template = podTemplatePath(found.object.kind);
  if (!template) return yield* fail(`the object is not a pod or does not have a pod template: ${found.object.kind}`);
  const path = [...template.map(String), 'spec'];
  const object = asJson(found.object);
  const spec: Record<string, JsonValue> = {};
  for (const field of ['containers', 'initContainers']) {
    const before = list(object, ...path, field);
    const after = before.map((container) => change(container as JsonObject));
    if (!sameJson(before, after)) spec[field] = after;
  }
  if (Object.keys(spec).length === 0) return 0;
  const patch = path.reduceRight<JsonObject>((inner, key) => ({ [key]: inner }), spec);
  const outcome = yield patchOf(found.object, patch, `${path.join('.')}.containers`);
  if (!outcome.ok) return yield* refuse(outcome, found.object);
  yield print(`${shown(found)} ${said}\n`);
  return 0;
}
