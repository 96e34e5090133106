// The command lines with which kpod asks the user's own cluster: values that the edge runs. All read, or are dry runs;
// none changes anything. What is sent stands on standard input, so that nothing is left on a disk.
import { isJsonObject, type JsonObject } from '../apiserver/types.ts';

/** One run of kubectl. */
export interface KubectlCall {
  /** Without `kubectl`. */
  readonly args: readonly string[];
  readonly stdin?: string;
}

/** What came of it. */
export interface KubectlRun {
  /** Absent when it did not run to its end. */
  readonly code?: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it did not: there is no such program, it may not be run, it took too long. */
  readonly failure?: 'missing' | 'not-executable' | 'timeout';
}

/** Which cluster is asked, by which program, and how long one of its answers may take. */
export interface ClusterTarget {
  readonly kubectl: string;
  /** Of the user's kubeconfig. */
  readonly context: string;
  readonly timeoutSeconds: number;
}

/** The contexts of the user's kubeconfig. It asks no cluster, runs no credential plugin, and leaves secrets out. */
export const contextsCall: KubectlCall = { args: ['config', 'view', '-o', 'json'] };

/**
 * The server's verdict on an object, and what it would be: with what is there already, as `kubectl apply` merges them.
 * Objects without a name can only be created. A user's kuberc may make server-side apply the default; which of the two
 * is meant is said.
 */
export function dryRunCall(target: ClusterTarget, object: JsonObject): KubectlCall {
  const stdin = written(object);
  const apply = stdin.length > mostAnnotated ? ['--server-side=true', '--force-conflicts'] : ['--server-side=false'];
  const verb = isNamed(object) ? ['apply', ...apply] : ['create'];
  return { args: [...to(target), ...verb, '--dry-run=server', '-o', 'yaml', '-f', '-'], stdin };
}

/** kubectl keeps what it applied in an annotation, for which there are 256 KiB; larger objects are applied by the server. */
const mostAnnotated = 250_000;

/** The object as it is there now; no output when it is not. By its version: another would compare unlike with unlike. */
export function liveCall(target: ClusterTarget, object: JsonObject): KubectlCall {
  const { apiVersion = '', kind = '', metadata } = object;
  const [group, version] = String(apiVersion).includes('/') ? String(apiVersion).split('/') : ['', apiVersion];
  const { name = '', namespace } = isJsonObject(metadata) ? metadata : {};
  return objectCall(target, {
    type: `${String(kind)}.${String(version)}.${group}`,
    name: String(name),
    ...(typeof namespace === 'string' && { namespace }),
  });
}

/** What kubectl calls an object: kinds with their group, for many share a name. */
export interface ClusterName {
  /** `deployments.apps`, `Deployment.apps`, `configmap`: whatever kubectl takes. */
  readonly type: string;
  readonly name: string;
  readonly namespace?: string;
}

/** An object as it is there; no output when it is not. */
export function objectCall(target: ClusterTarget, { type, name, namespace }: ClusterName): KubectlCall {
  const within = namespace === undefined ? [] : ['-n', namespace];
  return { args: [...to(target), 'get', '--ignore-not-found', '-o', 'yaml', ...within, '--', type, name] };
}

/** What is asked about the definitions that a cluster has: their names, groups and kinds, and nothing else. */
export function definitionsCall(target: ClusterTarget): KubectlCall {
  const columns = 'custom-columns=NAME:.metadata.name,GROUP:.spec.group,KIND:.spec.names.kind';
  return { args: [...to(target), 'get', '--no-headers', '-o', columns, '--', definitionType] };
}

export const definitionType = 'customresourcedefinitions.apiextensions.k8s.io';

export function isNamed(object: JsonObject): boolean {
  const { metadata } = object;
  const name = isJsonObject(metadata) ? metadata['name'] : undefined;
  return typeof name === 'string' && name !== '';
}

function to({ context, timeoutSeconds }: ClusterTarget): readonly string[] {
  return ['--context', context, `--request-timeout=${timeoutSeconds}s`];
}

/** JSON, which kubectl reads as YAML does: whole numbers of any size stay whole. */
function written(object: JsonObject): string {
  const wide: string[] = [];
  const text = JSON.stringify(object, (_, value: unknown) => {
    if (typeof value !== 'bigint') return value;
    wide.push(String(value));
    return `\u0000${wide.length - 1}`;
  });
  return text.replace(/"\\u0000(\d+)"/g, (_, at: string) => wide[Number(at)] ?? '0');
}
