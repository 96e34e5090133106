// `kubectl get`: tables, names, JSON and JSONPath of what there is. Source: kubectl/pkg/cmd/get/get.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { goYaml } from '../../../kubernetes/goYaml.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { asJson } from '../../objects.ts';
import { type Doing, type Found, fail, findTargets, namespaceOf, print, shown, type Targets } from '../command.ts';
import { type Arguments, flag, isSet } from '../flags.ts';
import { goJson, goValue } from '../goJson.ts';
import { evaluateJsonPath, valuesAt } from '../jsonPath.ts';
import { outputProblem } from '../outputFormats.ts';
import { printTable } from '../printTable.ts';
import { argumentPrefix, isNamespaced } from '../resources.ts';
import { layOut } from '../table.ts';
import { watchTable } from './watch.ts';

const nothingAsked = `You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.

error: Required resource not specified.
Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
See 'kubectl get -h' for help and examples
`;

export function* get(view: ClusterView, args: Arguments): Command {
  if (args.words.length === 0) {
    yield print(nothingAsked);
    return 1;
  }
  const unprintable = outputProblem(flag(args, 'output') ?? '');
  if (unprintable !== undefined) return yield* fail(unprintable);
  const targets = findTargets(view, args.words, args);
  for (const { warning } of targets.types) if (warning !== undefined) yield print(`Warning: ${warning}\n`);
  const output = flag(args, 'output') ?? '';
  const sorted = { ...targets, found: inOrderOf(targets.found, flag(args, 'sort-by')) };
  if (output === '' || output === 'wide') yield* tables(view, sorted, args, output === 'wide');
  else yield* objects(sorted, output, args);
  for (const problem of targets.problems) yield print(`${problem}\n`);
  const watching = isSet(args, 'watch') || isSet(args, 'watch-only');
  if (watching && targets.problems.length === 0 && (output === '' || output === 'wide'))
    yield* watchTable(view, args, output === 'wide');
  return targets.problems.length > 0 && !isSet(args, 'ignore-not-found') ? 1 : 0;
}

/** `--sort-by`: by the value at a path; objects without it first. */
function inOrderOf(found: readonly Found[], path: string | undefined): readonly Found[] {
  if (path === undefined) return found;
  const keyed = found.map((one) => ({ one, key: valuesAt(path, asJson(one.object))[0] }));
  return keyed.sort((a, b) => compareValues(a.key, b.key)).map(({ one }) => one);
}

function compareValues(a: JsonValue | undefined, b: JsonValue | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function* tables(view: ClusterView, targets: Targets, args: Arguments, wide: boolean): Doing<void> {
  const blocks = targets.types
    .map((resource) => ({
      resource,
      objects: targets.found.filter((found) => found.resource === resource).map(({ object }) => asJson(object)),
    }))
    .filter((block) => block.objects.length > 0);
  if (blocks.length === 0) {
    if (targets.problems.length === 0) yield print(nothing(targets, args));
    return;
  }
  for (const [index, { resource, objects: listed }] of blocks.entries()) {
    if (index > 0) yield print('\n');
    const labelColumns = flag(args, 'label-columns')?.split(',') ?? [];
    yield print(
      printTable(resource.kind, listed, {
        nowMs: view.epochMs,
        wide,
        ...(resource.custom && { columns: resource.custom.columns }),
        namespaces: isSet(args, 'all-namespaces') && isNamespaced(resource),
        labelColumns,
        showLabels: isSet(args, 'show-labels'),
        noHeaders: isSet(args, 'no-headers'),
        ...(targets.types.length > 1 && { prefix: `${argumentPrefix(resource)}/` }),
      }),
    );
  }
}

function nothing({ types }: Targets, args: Arguments): string {
  const namespaced = types.every(isNamespaced) && !isSet(args, 'all-namespaces');
  return namespaced ? `No resources found in ${namespaceOf(args)} namespace.\n` : 'No resources found\n';
}

function* objects(targets: Targets, output: string, args: Arguments): Doing<void> {
  const { found, named } = targets;
  if (output === 'name') {
    for (const one of found) yield print(`${shown(one)}\n`);
    return;
  }
  const [format = '', template = ''] = split(output);
  const [only] = found;
  if (!only && named) return;
  const value = only && named && found.length === 1 ? asJson(only.object) : listOf(found);
  if (format === 'custom-columns') yield print(customColumns(template, found, isSet(args, 'no-headers')));
  else if (format === 'jsonpath-as-json')
    yield print(`${goJson([...(template.match(/\{[^{}]*\}/g) ?? [])].flatMap((path) => valuesAt(path, value)))}\n`);
  else if (format.startsWith('jsonpath')) yield print(evaluateJsonPath(template, value));
  else if (format === 'json') yield print(`${goJson(value)}\n`);
  else if (format === 'yaml') yield print(goYaml(value));
}

/** `NAME:.metadata.name,IMAGE:.spec.containers[*].image`. Source: kubectl/pkg/cmd/get/customcolumn.go (v1.36). */
function customColumns(spec: string, found: readonly Found[], noHeaders: boolean): string {
  const columns = spec.split(',').map((column) => {
    const at = column.indexOf(':');
    return { header: column.slice(0, at), path: column.slice(at + 1) };
  });
  const rows = found.map(({ object }) =>
    columns.map(({ path }) => valuesAt(path, asJson(object)).map(goValue).join(',') || '<none>'),
  );
  return layOut(noHeaders ? rows : [columns.map(({ header }) => header), ...rows]);
}

function split(output: string): readonly string[] {
  const at = output.indexOf('=');
  return at < 0 ? [output] : [output.slice(0, at), output.slice(at + 1)];
}

function listOf(found: readonly Found[]): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'List',
    metadata: { resourceVersion: '' },
    items: found.map(({ object }) => asJson(object)),
  };
}
