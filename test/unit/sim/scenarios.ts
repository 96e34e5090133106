// What the simulator's tests share: scenarios from YAML texts, the judge of one release, runs.
import fs from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../../server/src/core/apiserver/types.ts';
import { loadBundle } from '../../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../../server/src/core/schema/versions.ts';
import { readScenario, type Scenario } from '../../../server/src/core/sim/scenario.ts';
import { apiServerOf } from '../../../server/src/core/sim/server.ts';

export const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), '1.36');
export const server = apiServerOf(schema);

export function scenarioFrom(text: string): Scenario {
  const scenario = readScenario(parse(text) as JsonObject, manifestsIn);
  if ('problem' in scenario) throw new Error(scenario.problem);
  return scenario;
}

export function manifestsIn(text: string): readonly JsonObject[] {
  return parseAllDocuments(text).map((document) => document.toJS() as JsonObject);
}
