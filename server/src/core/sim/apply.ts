// `kubectl apply -f -`: creates what is not there, merges what is, and prints what happened. Source:
// kubectl/pkg/cmd/apply (v1.36). Manifests arrive as plain objects; reading them from text happens outside.
import { isJsonObject, type JsonObject, type JsonValue } from '../apiserver/types.ts';
import { type Refused, resourceArgument, serverError } from './answers.ts';
import { isClusterScoped } from './customKinds.ts';
import type { ClusterView, Command, CommandStep, Outcome } from './frame.ts';
import { sameMeaning } from './json.ts';
import { asJson, asObject, type KubeObject } from './objects.ts';
import { threeWayMerge } from './threeWay.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Applies the objects in their order; a refusal does not stop the others, and is told behind them. Exit code 1 then. */
export function applyCommand(objects: readonly JsonObject[]): (view: ClusterView) => Command {
  return function* (view) {
    const problems: string[] = [];
    const warned = new Set<string>();
    for (const manifest of objects.flatMap(flatten)) {
      const object = asObject(withNamespace(view, manifest));
      const problem = object ? yield* applyOne(view, object, warned) : withoutKind;
      if (problem !== undefined) problems.push(problem);
    }
    for (const problem of problems) yield print(problem);
    return problems.length > 0 ? 1 : 0;
  };
}

const withoutKind = 'error: unable to decode "STDIN": Object \'Kind\' is missing\n';

const print = (text: string): CommandStep => ({ type: 'print', text });

/** The items of a List, one by one. */
function flatten(manifest: JsonObject): readonly JsonObject[] {
  const items = manifest['items'];
  const isList = typeof manifest['kind'] === 'string' && manifest['kind'].endsWith('List') && Array.isArray(items);
  return isList ? items.filter(isJsonObject).flatMap(flatten) : [manifest];
}

function withNamespace(view: ClusterView, manifest: JsonObject): JsonObject {
  const metadata = isJsonObject(manifest['metadata']) ? manifest['metadata'] : {};
  if (isClusterScoped(view, String(manifest['apiVersion']), String(manifest['kind']))) return { ...manifest, metadata };
  return { ...manifest, metadata: { ...metadata, namespace: metadata['namespace'] ?? 'default' } };
}

/** What went wrong, as kubectl prints it. */
function* applyOne(
  view: ClusterView,
  object: KubeObject,
  warned: Set<string>,
): Generator<CommandStep, string | undefined, Outcome> {
  const { name, namespace } = object.metadata;
  const live = view.get(object.kind, namespace, name);
  const label = resourceArgument(object.apiVersion, object.kind, name);
  const annotated = withAnnotation(object, lastAppliedText(asJson(object)));
  if (!live) {
    const made = yield { type: 'create', object: annotated, cause: { because: 'step' } };
    if (!made.ok) return refused(made, object, 'creating');
    yield* warnings(made, warned);
    yield print(`${label} created\n`);
    return undefined;
  }
  const merged = asObject(merge(annotated, live));
  if (!merged) return undefined;
  if (sameMeaning(asJson(merged), asJson(live))) {
    yield print(`${label} unchanged\n`);
    return undefined;
  }
  const known = live.metadata.annotations?.[lastApplied] !== undefined;
  if (!known) yield print(missingAnnotation(label));
  const done = yield { type: 'update', object: merged, cause: { because: 'step' } };
  if (!done.ok) return refused(done, object, 'applying patch for');
  yield* warnings(done, warned);
  yield print(`${label} configured\n`);
  return undefined;
}

const refused = (why: Refused, { kind, metadata }: KubeObject, doing: string): string =>
  serverError(why, kind, metadata.name, `error when ${doing} "STDIN": `);

/** Each warning once a command. */
function* warnings(outcome: Outcome, warned: Set<string>): Generator<CommandStep, void, Outcome> {
  for (const warning of outcome.ok ? (outcome.warnings ?? []) : []) {
    if (warned.has(warning)) continue;
    warned.add(warning);
    yield print(`Warning: ${warning}\n`);
  }
}

function merge(object: KubeObject, live: KubeObject): JsonObject {
  const text = live.metadata.annotations?.[lastApplied];
  const last = text === undefined ? {} : parse(text);
  return threeWayMerge(object.kind, last, asJson(object), asJson(live));
}

function parse(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as JsonValue;
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

function withAnnotation(object: KubeObject, text: string): KubeObject {
  const annotations = { ...object.metadata.annotations, [lastApplied]: text };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** The manifest as Go encodes it: keys in order, a line break at the end; annotations always present. */
function lastAppliedText(manifest: JsonObject): string {
  const metadata = isJsonObject(manifest['metadata']) ? manifest['metadata'] : {};
  const { [lastApplied]: _old, ...annotations } = (metadata['annotations'] ?? {}) as Record<string, JsonValue>;
  return `${JSON.stringify(sorted({ ...manifest, metadata: { ...metadata, annotations } }))}\n`;
}

function sorted(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((item: JsonValue) => sorted(item) ?? null);
  if (typeof value === 'bigint') return Number(value);
  if (!isJsonObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

function missingAnnotation(label: string): string {
  const [resource = '', name = ''] = label.split('/');
  return (
    `Warning: resource ${pluralLabel(resource)}/${name} is missing the ${lastApplied} annotation which is required by kubectl apply. ` +
    'kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. ' +
    'The missing annotation will be patched automatically.\n'
  );
}

function pluralLabel(resource: string): string {
  const [kind = ''] = resource.split('.');
  return `${kind}s`;
}
