// What `simulate` and `why` play: one scenario file, manifests applied together, or one version over another.
import path from 'node:path';
import type { JsonObject, JsonValue } from '../core/apiserver/types.ts';
import type { ApiServer } from '../core/sim/answers.ts';
import { isScenario, manifestScenario, readScenario, type Scenario } from '../core/sim/scenario.ts';
import { simulate } from '../core/sim/simulate.ts';
import { splitDocuments } from '../core/yaml/documents.ts';
import { parseDocument } from '../core/yaml/parse.ts';
import { toPlain } from '../core/yaml/plain.ts';

/** The release whose controllers the simulator mirrors. */
export const simulatedVersion = '1.36';

/** One scenario file, or manifests applied together. */
export function scenarioOf(files: readonly { name: string; text: string }[]): Scenario | { readonly problem: string } {
  const [only] = files;
  const first = only && files.length === 1 ? plainDocuments(only.text) : [];
  if (first.length === 1 && first[0] && isScenario(first[0])) return readScenario(first[0], plainDocuments);
  return manifestScenario(nameOf(files), objectsOf(files));
}

export function objectsOf(files: readonly { text: string }[]): readonly JsonObject[] {
  return files.flatMap((file) => plainDocuments(file.text));
}

export function nameOf([only]: readonly { name: string }[]): string {
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
