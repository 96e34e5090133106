// What one kustomization comes to, from the innermost up (kustomize v5.8, api/internal/target/kusttarget.go): resources,
// generators, components, transformers, variables, in that order; each fault at the place that names what failed.
import { kustomizationFormat } from '../../formats/kustomization.data.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { type Kustomization, uriOf } from '../graph.ts';
import { isRemote } from '../model.ts';
import { tablesOfDefinitions } from './definitions.ts';
import { defaultTables, emptyTables, type FieldTables, mergedTables, tablesOf } from './fields.ts';
import { type BuiltObject, currentId, idWords, NotBuilt, type Origin } from './object.ts';
import { identityOf, plainOf } from './read.ts';
import { type Shapes, shapesOfOpenApi } from './shapes.ts';
import { mappingIn, objectsAt, originOf, placed, plainPath, type Sources, textAt } from './sources.ts';
import { runGenerators, runTransformers, type Step } from './steps.ts';
import { itemsOf } from './transform.ts';
import { addVariables, declareVariables, type Variable, variableOf } from './vars.ts';

export interface Builder extends Sources {
  readonly workspace: Workspace;
  /** Folders that are being built: meeting one again is a circle. */
  readonly open: string[];
  shapes: Shapes;
  /** A kustomization said which: the outermost counts. */
  hasOwnShapes: boolean;
}

export interface Gathered {
  readonly all: BuiltObject[];
  tables: FieldTables;
  readonly variables: Map<string, Variable>;
}

export const nothingYet = (): Gathered => ({ all: [], tables: emptyTables, variables: new Map() });

export function saysOf({ document }: Kustomization): PlainObject {
  const value = plainOf(document, true);
  return isPlainObject(value) ? withKnownKeys(value) : {};
}

const knownKeys = new Map(
  [...(kustomizationFormat.schema.definition(kustomizationFormat.kind.definition)?.fields.keys() ?? [])].map((key) => [
    key.toLowerCase(),
    key,
  ]),
);

/** Kustomize reads its keys without regard to case. */
function withKnownKeys(says: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(says).map(([key, value]) => {
      const known = knownKeys.get(key.toLowerCase());
      if (known === undefined) throw new NotBuilt(`invalid Kustomization: json: unknown field ${JSON.stringify(key)}`);
      return [known, value];
    }),
  );
}

/** @param into what is gathered already, which a component is laid over */
export function gather(builder: Builder, one: Kustomization, into: Gathered): Gathered {
  const origin = originOf(builder, one);
  builder.open.push(one.folder);
  const says = placed(origin, [], () => checked(saysOf(one), origin));
  placed(origin, ['openapi'], () => useOpenApi(builder, one, says['openapi']));
  let gathered = into;
  for (const key of ['resources', 'bases'])
    eachWord(origin, says, key, (path) => addResources(builder, one, gathered, path));
  gathered.tables = mergedTables(gathered.tables, tablesFor(builder, one, origin, says));
  const resourcesAt = (path: string): readonly BuiltObject[] => {
    const inner = nothingYet();
    addResources(builder, one, inner, path);
    return inner.all;
  };
  const step: Step = { sources: builder, one, shapes: builder.shapes, says, origin, resourcesAt };
  runGenerators(step, gathered.all);
  eachWord(origin, says, 'components', (path) => {
    gathered = withComponent(builder, one, gathered, path);
  });
  runTransformers({ ...step, shapes: builder.shapes }, gathered.all, gathered.tables);
  const variables = itemsOf(says['vars']).map(variableOf);
  placed(origin, ['vars'], () => declareVariables(gathered.all, gathered.variables, variables));
  builder.open.pop();
  return gathered;
}

function checked(says: PlainObject, origin: Origin): PlainObject {
  const { apiVersion, kind = 'Kustomization' } = says;
  if (Object.keys(says).every((key) => key === 'apiVersion' || key === 'kind'))
    throw new NotBuilt('kustomization.yaml is empty');
  if (kind !== 'Kustomization' && kind !== 'Component') throw new NotBuilt('kind should be Kustomization or Component');
  const version = kind === 'Component' ? 'kustomize.config.k8s.io/v1alpha1' : 'kustomize.config.k8s.io/v1beta1';
  if (apiVersion !== undefined && apiVersion !== version)
    throw new NotBuilt(`apiVersion for ${kind} should be ${version}`);
  for (const [at, item] of (Array.isArray(says['patches']) ? says['patches'] : []).entries()) {
    if (typeof item !== 'string') continue;
    placed(origin, ['patches', at], () => {
      throw new NotBuilt(
        'invalid Kustomization: json: cannot unmarshal string into Go struct field Kustomization.patches of type types.Patch',
      );
    });
  }
  return says;
}

function useOpenApi(builder: Builder, one: Kustomization, openapi: PlainValue | undefined): void {
  if (!isPlainObject(openapi) || builder.hasOwnShapes) return;
  const { path, version } = openapi;
  const text = typeof path === 'string' ? textAt(builder, one, path) : undefined;
  if (text !== undefined && version !== undefined)
    throw new NotBuilt('builtin version and custom schema provided, cannot use both');
  if (version !== undefined && version !== 'v1.21.2')
    throw new NotBuilt('the specified OpenAPI version is not built in');
  if (text !== undefined) builder.shapes = shapesOfOpenApi(mappingIn(text));
  builder.hasOwnShapes = true;
}

/** Runs a step for each word of a list, at its place. */
function eachWord(origin: Origin, says: PlainObject, key: string, step: (word: string) => void): void {
  const list = says[key];
  if (!Array.isArray(list)) return;
  for (const [at, word] of list.entries()) placed(origin, [key, at], () => step(String(word)));
}

function addResources(builder: Builder, one: Kustomization, into: Gathered, path: string): void {
  if (isRemote(path)) throw new NotBuilt(`"${path}" is not on this machine`, false);
  const key = uriOf(one.folder, path);
  const inner = builder.graph.byFolder.get(key);
  if (!inner) {
    append(into.all, objectsAt(builder, one, path));
    return;
  }
  if (saysOf(inner)['kind'] === 'Component')
    throw new NotBuilt(`expected kind != 'Component' for path '${plainPath(key)}'`);
  refuseCircle(builder, inner);
  take(into, gather(builder, inner, nothingYet()));
}

function refuseCircle({ open }: Builder, { folder }: Kustomization): void {
  const visited = open.find((one) => one === folder || one.startsWith(`${folder}/`));
  if (visited !== undefined)
    throw new NotBuilt(
      `cycle detected: candidate root '${plainPath(folder)}' contains visited root '${plainPath(visited)}'`,
    );
}

function withComponent(builder: Builder, one: Kustomization, gathered: Gathered, path: string): Gathered {
  if (isRemote(path)) throw new NotBuilt(`"${path}" is not on this machine`, false);
  const key = uriOf(one.folder, path);
  const component = builder.graph.byFolder.get(key);
  if (!component) throw new NotBuilt(`"${path}" is not known here`, false);
  const kind = String(saysOf(component)['kind'] ?? 'Kustomization');
  if (kind !== 'Component')
    throw new NotBuilt(`expected kind 'Component' for path '${plainPath(key)}' but got '${kind}'`);
  refuseCircle(builder, component);
  const laid = gather(builder, component, gathered);
  append([], laid.all);
  return laid;
}

function take(into: Gathered, inner: Gathered): void {
  append(into.all, inner.all);
  into.tables = mergedTables(into.tables, inner.tables);
  addVariables(into.variables, inner.variables.values());
}

/** @throws NotBuilt where two have one identity */
function append(all: BuiltObject[], fresh: readonly BuiltObject[]): void {
  const seen = new Set(all.map((one) => identityOf(currentId(one))));
  for (const one of fresh) {
    const id = currentId(one);
    const key = identityOf(id);
    if (seen.has(key)) throw new NotBuilt(`may not add resource with an already registered id: ${idWords(id)}`);
    seen.add(key);
    all.push(one);
  }
}

function tablesFor(builder: Builder, one: Kustomization, origin: Origin, says: PlainObject): FieldTables {
  let tables = defaultTables();
  eachWord(origin, says, 'configurations', (path) => {
    tables = mergedTables(tables, tablesOf(mappingIn(textAt(builder, one, path))));
  });
  eachWord(origin, says, 'crds', (path) => {
    tables = mergedTables(tables, tablesOfDefinitions(mappingIn(textAt(builder, one, path))));
  });
  return tables;
}
