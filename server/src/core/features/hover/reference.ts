// Where kubernetes.io describes a type: the generated API reference, one page a version, one anchor a type.
import type { Schema } from '../../schema/schema.ts';

/** Address of the reference of a type; undefined for types that it does not list. */
export function referenceUrl(schema: Schema, definition: string): string | undefined {
  if (definition.includes('/')) return undefined;
  const parts = definition.split('.');
  const [group, version, name] = parts.slice(-3);
  if (!group || !version || !name || !/^v\d/.test(version)) return undefined;
  const anchor = [name, version, fullGroup(schema, definition, group).replaceAll('.', '-')].join('-').toLowerCase();
  return `https://kubernetes.io/docs/reference/generated/kubernetes-api/v${schema.version}/#${anchor}`;
}

/** `io.k8s.api.rbac.v1.Role` is of `rbac.authorization.k8s.io`: any kind of the same Go package knows. */
function fullGroup(schema: Schema, definition: string, group: string): string {
  const packagePath = definition.slice(0, definition.lastIndexOf('.') + 1);
  const sibling = schema.kinds().find((kind) => kind.definition.startsWith(packagePath));
  return sibling && sibling.group !== '' ? sibling.group : group;
}
