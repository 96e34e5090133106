// Paths in the server's own notation: `spec.containers[0].name`, `metadata.labels[app]`.
// Mirrors k8s.io/apimachinery pkg/util/validation/field.Path (v1.36).

/** The empty string is the root. */
export type FieldPath = string;

export function child(path: FieldPath, ...names: readonly string[]): FieldPath {
  const rest = names.join('.');
  return path === '' ? rest : `${path}.${rest}`;
}

export function index(path: FieldPath, at: number): FieldPath {
  return `${path}[${at}]`;
}

export function key(path: FieldPath, name: string): FieldPath {
  return `${path}[${name}]`;
}
