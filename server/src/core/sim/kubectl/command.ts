// What kubectl's commands share: printing, errors in kubectl's words, and finding the objects a command line names.
// Source: cli-runtime/pkg/resource/builder.go, kubectl/pkg/cmd/util/helpers.go (v1.36).
import type { JsonObject } from '../../apiserver/types.ts';
import { fieldSelectorMatches, parseFieldSelector } from '../../kubernetes/fieldSelectors.ts';
import { parseSelector, selectorMatches } from '../../kubernetes/selectors.ts';
import { type Refused, serverError } from '../answers.ts';
import type { ClusterView, CommandStep, Outcome } from '../frame.ts';
import { asJson, type KubeObject } from '../objects.ts';
import type { ObjectRef } from '../trace.ts';
import { resourceIn, resourcesMeant } from './customResources.ts';
import { type Arguments, flag, isSet } from './flags.ts';
import { argumentPrefix, isNamespaced, type Resource, serverName, versionedName } from './resources.ts';
import { fieldRefusal, selectableValue } from './selectableFields.ts';

/** Steps of a command that end with a value. */
export type Doing<T> = Generator<CommandStep, T, Outcome>;

export const print = (words: string): CommandStep => ({ type: 'print', text: words });

/** `error: …`, and exit code 1. */
export function* fail(words: string): Doing<number> {
  yield print(`error: ${words}\n`);
  return 1;
}

/** The server's refusal in kubectl's words, and exit code 1. */
export function* refuse(
  refused: Refused,
  object: { readonly kind: string; readonly metadata: { readonly name: string } },
): Doing<number> {
  yield print(serverError(refused, object.kind, object.metadata.name));
  return 1;
}

export interface Found {
  readonly resource: Resource;
  readonly object: KubeObject;
}

export interface Targets {
  readonly found: readonly Found[];
  /** Lines of errors, in order. */
  readonly problems: readonly string[];
  /** The types asked for. */
  readonly types: readonly Resource[];
  /** Objects were named, not listed. */
  readonly named: boolean;
}

export const namespaceOf = (args: Arguments): string => flag(args, 'namespace') ?? 'default';

/** `TYPE[,TYPE] [NAME…]`, `TYPE/NAME…`, with the selectors among the flags. */
export function findTargets(view: ClusterView, words: readonly string[], args: Arguments): Targets {
  const slashed = words.every((word) => word.includes('/')) && words.length > 0;
  if (slashed)
    return namedTargets(
      view,
      args,
      words.map((word) => word.split('/', 2) as [string, string]),
    );
  const [types = '', ...names] = words;
  const resources: Resource[] = [];
  for (const type of types.split(',')) {
    const meant = resourcesMeant(view, type);
    if (meant.length === 0)
      return {
        found: [],
        problems: [`error: the server doesn't have a resource type "${type}"`],
        types: [],
        named: names.length > 0,
      };
    resources.push(...meant);
  }
  if (names.length > 0)
    return namedTargets(
      view,
      args,
      resources.flatMap((resource) => names.map((name) => [serverName(resource), name] as const)),
    );
  return listed(view, args, resources);
}

function namedTargets(
  view: ClusterView,
  args: Arguments,
  pairs: readonly (readonly [type: string, name: string])[],
): Targets {
  const found: Found[] = [];
  const problems: string[] = [];
  const types: Resource[] = [];
  for (const [type, name] of pairs) {
    const resource = resourceIn(view, type);
    if (!resource) {
      problems.push(`error: the server doesn't have a resource type "${type}"`);
      continue;
    }
    if (!types.includes(resource)) types.push(resource);
    const object = view.get(resource.kind, isNamespaced(resource) ? namespaceOf(args) : undefined, name);
    if (object) found.push({ resource, object });
    else problems.push(`Error from server (NotFound): ${serverName(resource)} "${name}" not found`);
  }
  return { found, problems, types, named: true };
}

function listed(view: ClusterView, args: Arguments, resources: readonly Resource[]): Targets {
  const labels = flag(args, 'selector');
  const fields = flag(args, 'field-selector');
  const parsed = labels === undefined ? undefined : parseSelector(labels);
  const terms = fields === undefined ? undefined : parseFieldSelector(fields);
  const problem = [parsed, terms].flatMap((outcome) => (outcome && 'error' in outcome ? [outcome.error] : []))[0];
  const wanted = terms && 'terms' in terms ? terms.terms : [];
  const asked = `label selector "${labels ?? ''}", field selector "${fields ?? ''}"`;
  const refusalOf = (resource: Resource): readonly string[] => {
    const why = problem ?? fieldRefusal(resource, wanted);
    if (why === undefined) return [];
    return [`Error from server (BadRequest): Unable to find "${versionedName(resource)}" that match ${asked}: ${why}`];
  };
  const matches = (resource: Resource, { metadata }: KubeObject, object: JsonObject): boolean => {
    if (parsed && 'selector' in parsed && !selectorMatches(parsed.selector, metadata.labels ?? {})) return false;
    return fieldSelectorMatches(wanted, (field) => selectableValue(resource, object, field));
  };
  const found = resources.flatMap((resource) => {
    if (refusalOf(resource).length > 0) return [];
    const everywhere = isSet(args, 'all-namespaces') || !isNamespaced(resource);
    const objects: readonly KubeObject[] = view.list(resource.kind, everywhere ? undefined : namespaceOf(args));
    return objects
      .filter((object) => matches(resource, object, asJson(object)))
      .map((object) => ({ resource, object }));
  });
  return { found, problems: resources.flatMap(refusalOf), types: resources, named: false };
}

/** `deployment.apps/web`. */
export const shown = ({ resource, object }: Found): string => `${argumentPrefix(resource)}/${object.metadata.name}`;

export function refOf(object: KubeObject): ObjectRef {
  const { name, namespace } = object.metadata;
  return { apiVersion: object.apiVersion, kind: object.kind, name, ...(namespace !== undefined && { namespace }) };
}

/** Warnings that the server sends with an answer. */
export function* warn(outcome: Outcome): Doing<void> {
  if (outcome.ok) for (const warning of outcome.warnings ?? []) yield print(`Warning: ${warning}\n`);
}

/** Does something to each object; the exit code is 1 when anything went wrong. */
export function* forEachTarget(targets: Targets, act: (found: Found) => Doing<number>): Doing<number> {
  let exit = targets.problems.length > 0 ? 1 : 0;
  for (const found of targets.found) exit = Math.max(exit, yield* act(found));
  for (const problem of targets.problems) yield print(`${problem}\n`);
  return exit;
}

/** A merge patch as an action of the user. */
export function patchOf(object: KubeObject, patch: JsonObject, field?: string): CommandStep {
  const ref = refOf(object);
  return { type: 'patch', ref, patch, cause: { because: 'step', object: ref, ...(field !== undefined && { field }) } };
}
