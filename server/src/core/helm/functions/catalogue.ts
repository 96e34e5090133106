// All functions that a chart's template may call and that are rendered here, and the names of those that are not.
import { builtinFunctions } from './builtin.ts';
import { collectionFunctions } from './collections.ts';
import { dateFunctions } from './dates.ts';
import { drawnFunctions } from './drawn.ts';
import { encodingFunctions } from './encoding.ts';
import type { TemplateFunction } from './function.ts';
import { helmFunctions } from './helm.ts';
import { numberFunctions } from './numbers.ts';
import { stringFunctions } from './strings.ts';

export const templateFunctions: ReadonlyMap<string, TemplateFunction> = new Map(
  [
    builtinFunctions,
    stringFunctions,
    collectionFunctions,
    numberFunctions,
    encodingFunctions,
    dateFunctions,
    drawnFunctions,
    helmFunctions,
  ].flatMap((table) => Object.entries(table)),
);

/** Helm has them (v3.22); here a rendering that calls one says so and stops. */
export const functionsNotRendered: ReadonlySet<string> = new Set([
  'abbrevboth',
  'ago',
  'b32dec',
  'b32enc',
  'decryptAES',
  'derivePassword',
  'durationRound',
  'encryptAES',
  'fromToml',
  'hello',
  'htmlDateInZone',
  'mustDateModify',
  'must_date_modify',
  'mustToDate',
  'osBase',
  'osClean',
  'osDir',
  'osExt',
  'osIsAbs',
  'sha512sum',
  'toDate',
  'toToml',
  'toYamlPretty',
  'wrap',
  'wrapWith',
]);

/** Whether Helm knows a function of this name. */
export function isFunction(name: string): boolean {
  return name === 'and' || name === 'or' || templateFunctions.has(name) || functionsNotRendered.has(name);
}
