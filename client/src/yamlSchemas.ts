// Beside other extensions for YAML: the setting `yaml.schemas` maps schemas to files, and the one of Kubernetes there has
// every answer come twice. This finds its entries. It knows no editor.

export type YamlSchemas = Readonly<Record<string, unknown>>;

/** `kubernetes`, and the addresses under which its schemas are published. */
const ofKubernetes = /^kubernetes$|kubernetes-json-schema|\/kubernetes[^/]*\.json$/i;

/** The setting without the entries for Kubernetes; undefined when it has none. */
export function withoutKubernetes(schemas: unknown): YamlSchemas | undefined {
  if (typeof schemas !== 'object' || schemas === null) return undefined;
  const entries = Object.entries(schemas);
  const kept = entries.filter(([schema]) => !ofKubernetes.test(schema));
  return kept.length === entries.length ? undefined : Object.fromEntries(kept);
}
