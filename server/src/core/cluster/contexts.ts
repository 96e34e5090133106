// The contexts of the user's kubeconfig, from what `kubectl config view -o json` prints.

export interface ClusterContext {
  readonly name: string;
  /** Address of the API server; empty where the kubeconfig names none. */
  readonly server: string;
  /** Where objects go that name no namespace. */
  readonly namespace: string;
  readonly user: string;
  readonly isCurrent: boolean;
}

/** The current one first, then by name; undefined when the output is none of kubectl's. */
export function readContexts(output: string): readonly ClusterContext[] | undefined {
  const config = recordOf(parsed(output));
  if (config?.['kind'] !== 'Config') return undefined;
  const clusters = new Map(
    listOf(config['clusters']).map((entry) => [wordOf(entry['name']), recordOf(entry['cluster'])]),
  );
  const contexts = listOf(config['contexts']).map((entry): ClusterContext => {
    const context = recordOf(entry['context']);
    const name = wordOf(entry['name']);
    return {
      name,
      server: wordOf(clusters.get(wordOf(context?.['cluster']))?.['server']),
      namespace: wordOf(context?.['namespace']) || 'default',
      user: wordOf(context?.['user']),
      isCurrent: name === config['current-context'],
    };
  });
  return contexts.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || (a.name < b.name ? -1 : 1));
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return [];
  return value.map(recordOf).filter((item) => item !== undefined);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
