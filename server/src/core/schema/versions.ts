// Which version's schema answers: the one asked for, else the nearest the bundle has, else the newest.
import type { Bundle } from './bundle.ts';
import { expandSchema } from './expand.ts';
import type { Schema } from './schema.ts';

const expanded = new WeakMap<Bundle, Map<number, Schema>>();

/** The schema of a version such as `1.36`, `v1.36.3`, `latest`; without one, or with nonsense, of the newest. */
export function schemaFor(bundle: Bundle, version?: string): Schema {
  const minors = bundle.versions.map((known) => Number(known.slice(2)));
  const wanted = Number(/^v?1\.(\d+)/.exec(version?.trim() ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
  const nearest = Math.min(Math.max(wanted, Math.min(...minors)), Math.max(...minors));
  const schemas = expanded.get(bundle) ?? new Map<number, Schema>();
  expanded.set(bundle, schemas);
  const schema = schemas.get(nearest) ?? expandSchema(bundle, nearest);
  schemas.set(nearest, schema);
  return schema;
}
