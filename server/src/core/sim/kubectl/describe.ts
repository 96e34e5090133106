// `kubectl describe` as text: objects in, text out. Knows no cluster but through the context's lists.
import type { JsonObject } from '../../apiserver/types.ts';
import { describerOf } from './describe/catalogue.ts';
import { createWriter, type DescribeContext } from './describe/writer.ts';

export function describeObject(kind: string, object: JsonObject, context: DescribeContext): string {
  const w = createWriter();
  describerOf(kind)(w, object, context);
  return w.text();
}

/** Several objects stand two blank lines apart, without their events. */
export function describeObjects(kind: string, objects: readonly JsonObject[], context: DescribeContext): string {
  const within = objects.length > 1 ? { ...context, hideEvents: true } : context;
  return objects.map((object) => describeObject(kind, object, within)).join('\n\n');
}
