// What `simulate` and `why` play: one scenario file, manifests applied together, or one version over another.
import path from 'node:path';
import type { JsonObject, JsonValue } from '../core/apiserver/types.ts';
import { plainObjectsOf } from '../core/features/objectPlaces.ts';
import { formatOfName } from '../core/formats/formatOfFile.ts';
import type { ApiServer } from '../core/sim/answers.ts';
import { isScenario, manifestScenario, readScenario, type Scenario } from '../core/sim/scenario.ts';
import { simulate } from '../core/sim/simulate.ts';
import { kindOf, treeOf } from '../core/workspace/document.ts';
import { fileOf, type ManifestFile, positionOf } from '../core/workspace/file.ts';
import { splitDocuments } from '../core/yaml/documents.ts';
import { parseDocument } from '../core/yaml/parse.ts';
import { toPlain } from '../core/yaml/plain.ts';

/** The release whose controllers the simulator mirrors. */
export const simulatedVersion = '1.36';

export interface Problem {
  readonly problem: string;
}

interface File {
  readonly name: string;
  readonly text: string;
}

/** One scenario file, or manifests applied together. */
export function scenarioOf(files: readonly File[]): Scenario | Problem {
  const [only] = files;
  const first = only && files.length === 1 ? plainDocuments(only.text) : [];
  if (first.length === 1 && first[0] && isScenario(first[0])) return readScenario(first[0], plainDocuments);
  const objects = objectsOf(files);
  return 'problem' in objects ? objects : manifestScenario(nameOf(files), objects);
}

/** The objects of manifests; other people's files and templates among them are left out, as the editor does. */
export function objectsOf(files: readonly File[]): readonly JsonObject[] | Problem {
  const read = files
    .filter(({ name }) => formatOfName(name) === undefined)
    .map(({ name, text }) => ({ name, file: fileOf(name, text) }));
  for (const { name, file } of read) {
    const problem = unreadable(name, file);
    if (problem) return problem;
  }
  const objects = read.flatMap(({ file }) => plainObjectsOf(file));
  if (objects.length > 0) return objects;
  return { problem: `${files.map(({ name }) => name).join(', ')}: no Kubernetes object to apply` };
}

/** A manifest that is no YAML would be applied without what stands behind the fault. */
function unreadable(name: string, file: ManifestFile): Problem | undefined {
  for (const [index, document] of file.documents.entries()) {
    const isOurs = kindOf(document) === 'manifest' || kindOf(document) === 'started';
    const fault = isOurs ? treeOf(document).problems.find(({ severity }) => severity === 'error') : undefined;
    if (fault) return { problem: `${name}:${positionOf(file, index, fault.span.start).line + 1}: ${fault.message.en}` };
  }
  return undefined;
}

export function nameOf([only]: readonly { readonly name: string }[]): string {
  return only ? path.basename(only.name).replace(/\.\w+$/, '') : 'manifests';
}

/** The documents of a YAML text as plain objects; what is no object is left out. */
function plainDocuments(text: string): readonly JsonObject[] {
  return splitDocuments(text)
    .map(({ start, end }) => toPlain(parseDocument(text.slice(start, end)).root).value as JsonValue)
    .filter((value): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value));
}

/** One version applied over another, five seconds after the first has come to rest. */
export function updateScenario(
  name: string,
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  server: ApiServer,
): Scenario {
  const first = manifestScenario(name, before);
  const { writes } = simulate(first, { server });
  const lastMs = writes.findLast(({ ref, cause }) => ref.kind !== 'Event' && cause.because !== 'heartbeat')?.atMs ?? 0;
  const atMs = lastMs + 5_000;
  const both = manifestScenario(name, [...before, ...after]);
  const steps = [...first.steps, { atMs, apply: after }];
  return { ...both, steps, untilMs: atMs + updateMs };
}

/** Longer than the progress deadline, so that an update that is stuck is seen to be given up. */
const updateMs = 900_000;
