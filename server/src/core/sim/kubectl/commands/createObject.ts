// What all of `kubectl create`, `run` and `expose` do with the object they made: show it (`--dry-run`) or send it.
// Source: kubectl/pkg/cmd/create/create.go, kubectl/pkg/cmd/util/helpers.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { goYaml } from '../../../kubernetes/goYaml.ts';
import { serverError } from '../../answers.ts';
import type { ClusterView } from '../../frame.ts';
import { asJson, type NewObject } from '../../objects.ts';
import { type Doing, fail, namespaceOf, print } from '../command.ts';
import { type Arguments, flag } from '../flags.ts';
import { goJson } from '../goJson.ts';
import { argumentPrefix, isNamespaced, resourceOfKind } from '../resources.ts';

export type JsonLike = { readonly data?: JsonObject; readonly spec?: JsonObject; readonly type?: string };

/** The object, or why there is none. */
export type Maker = (view: ClusterView, args: Arguments, name: string) => NewObject | string;

/** `failed`: what kubectl says it failed to create; empty: the server's error stands alone. `done`: the word of success. */
export function* createObject(object: NewObject, args: Arguments, failed: string, done = 'created'): Doing<number> {
  const resource = resourceOfKind(object.kind);
  if (!resource) return 1;
  const label = `${argumentPrefix(resource)}/${object.metadata.name ?? ''}`;
  const dryRun = flag(args, 'dry-run');
  if (dryRun !== undefined && dryRun !== 'none') {
    yield print(shown(object, label, `${done} (dry run)`, flag(args, 'output')));
    return 0;
  }
  const scope = isNamespaced(resource) ? { namespace: namespaceOf(args) } : {};
  const made = { ...object, metadata: { ...object.metadata, ...scope } };
  const outcome = yield { type: 'create', object: made, cause: { because: 'step' } };
  if (!outcome.ok && failed === '') {
    yield print(serverError(outcome, object.kind, object.metadata.name ?? ''));
    return 1;
  }
  if (!outcome.ok) return yield* fail(`failed to create ${failed}: ${outcome.message}`);
  yield print(shown(outcome.object ?? made, label, done, flag(args, 'output')));
  return 0;
}

function shown(object: object, label: string, done: string, output: string | undefined): string {
  const value = withStatus(asJson(object));
  if (output === 'yaml') return goYaml(value);
  if (output === 'json') return `${goJson(value)}\n`;
  return output === 'name' ? `${label}\n` : `${label} ${done}\n`;
}

/** Go writes the empty status of kinds that have one. */
function withStatus(object: JsonObject): JsonObject {
  const kind = String(object['kind']);
  const bare = object['status'] !== undefined || !hasStatus.has(kind);
  const status: JsonValue = kind === 'Service' || kind === 'Ingress' ? { loadBalancer: {} } : {};
  const spec = kind === 'Namespace' ? { spec: {} } : {};
  return bare ? object : { ...object, ...spec, status };
}

const hasStatus = new Set([
  ...['Pod', 'Deployment', 'Job', 'CronJob', 'Service', 'Ingress', 'Namespace', 'ResourceQuota', 'PodDisruptionBudget'],
]);
