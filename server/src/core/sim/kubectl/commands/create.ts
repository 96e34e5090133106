// `kubectl create KIND NAME …` and `autoscale`: small objects from flags. Source: kubectl/pkg/cmd/{create,autoscale} (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import { encodeBase64, utf8Bytes } from '../../../kubernetes/base64.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { asJson, type CronJob, type NewObject } from '../../objects.ts';
import { type Doing, fail, findTargets, forEachTarget, namespaceOf, print } from '../command.ts';
import { type Arguments, flag, isSet, values } from '../flags.ts';
import { argumentPrefix, isNamespaced, resourceOfKind } from '../resources.ts';

type Maker = (view: ClusterView, args: Arguments, name: string) => NewObject | string;

const makers: Readonly<Record<string, Maker>> = {
  namespace: (_view, _args, name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
  ns: (_view, _args, name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
  configmap: configMap,
  cm: configMap,
  serviceaccount: (_view, _args, name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }),
  secret,
  job,
  deployment,
};

export function* create(view: ClusterView, args: Arguments): Command {
  const [what = '', ...rest] = args.words;
  const make = makers[what];
  if (!make) return yield* fail(`"kubectl create ${what}" is not simulated`);
  const name = (what === 'secret' ? rest[1] : rest[0]) ?? '';
  if (name === '') return yield* fail('exactly one NAME is required, got 0');
  const object = make(view, args, name);
  if (typeof object === 'string') return yield* fail(object);
  return yield* createObject(object, args, what);
}

function* createObject(object: NewObject, args: Arguments, what: string): Doing<number> {
  const resource = resourceOfKind(object.kind);
  if (!resource) return 1;
  const scope = isNamespaced(resource) ? { namespace: namespaceOf(args) } : {};
  const made = { ...object, metadata: { ...object.metadata, ...scope } };
  const outcome = yield { type: 'create', object: made, cause: { because: 'step' } };
  if (!outcome.ok) return yield* fail(`failed to create ${what}: ${outcome.message}`);
  yield print(`${argumentPrefix(resource)}/${object.metadata.name ?? ''} created\n`);
  return 0;
}

function literals(args: Arguments): readonly (readonly [string, string])[] {
  return values(args, 'from-literal').map((literal) => {
    const at = literal.indexOf('=');
    return [literal.slice(0, at), literal.slice(at + 1)] as const;
  });
}

function configMap(_view: ClusterView, args: Arguments, name: string): NewObject & JsonLike {
  const data = Object.fromEntries(literals(args));
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...(Object.keys(data).length > 0 && { data }) };
}

type JsonLike = { readonly data?: JsonObject; readonly spec?: JsonObject; readonly type?: string };

function secret(_view: ClusterView, args: Arguments, name: string): (NewObject & JsonLike) | string {
  if (args.words[1] !== 'generic') return `"kubectl create secret ${args.words[1] ?? ''}" is not simulated`;
  const data = Object.fromEntries(literals(args).map(([key, value]) => [key, encodeBase64(utf8Bytes(value))]));
  const type = flag(args, 'type');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    ...(Object.keys(data).length > 0 && { data }),
    ...(type !== undefined && { type }),
  };
}

function job(view: ClusterView, args: Arguments, name: string): (NewObject & JsonLike) | string {
  const from = flag(args, 'from');
  const image = flag(args, 'image');
  if (from === undefined) {
    const container = { name, image: image ?? '' };
    const spec = { template: { spec: { containers: [container], restartPolicy: 'Never' } } };
    return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec };
  }
  const [type = '', source = ''] = from.split('/');
  if (!/^(cronjobs?|cj)(\.batch)?$/.test(type)) return `from must be an existing cronjob`;
  const cron: CronJob | undefined = view.get('CronJob', namespaceOf(args), source);
  if (!cron) return `cronjobs.batch "${source}" not found`;
  const { metadata, spec } = cron.spec.jobTemplate;
  const owner = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    name: cron.metadata.name,
    uid: cron.metadata.uid,
    controller: true,
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...metadata?.annotations },
      ...(metadata?.labels && { labels: metadata.labels }),
      ownerReferences: [owner],
    },
    spec: asJson(spec),
  };
}

function deployment(_view: ClusterView, args: Arguments, name: string): NewObject & JsonLike {
  const labels = { app: name };
  const containers = values(args, 'image').map((image) => ({
    name: image.split('/').at(-1)?.split(/[:@]/)[0] ?? name,
    image,
    resources: {},
  }));
  const template = { metadata: { labels }, spec: { containers } };
  const spec = {
    replicas: Number(flag(args, 'replicas') ?? 1),
    selector: { matchLabels: labels },
    template,
    strategy: {},
  };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, labels }, spec };
}

/** `kubectl autoscale`: an autoscaler of the object's name. */
export function* autoscale(view: ClusterView, args: Arguments): Command {
  const max = flag(args, 'max');
  if (max === undefined) return yield* fail('required flag(s) "max" not set');
  const cpu = (flag(args, 'cpu-percent') ?? flag(args, 'cpu'))?.replace('%', '');
  return yield* forEachTarget(findTargets(view, args.words, args), function* ({ object }) {
    const { name } = object.metadata;
    const metrics =
      cpu === undefined
        ? {}
        : {
            metrics: [
              {
                type: 'Resource',
                resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: Number(cpu) } },
              },
            ],
          };
    const min = flag(args, 'min');
    const spec = {
      scaleTargetRef: { apiVersion: object.apiVersion, kind: object.kind, name },
      maxReplicas: Number(max),
      ...(min !== undefined && { minReplicas: Number(min) }),
      ...metrics,
    };
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name, namespace: namespaceOf(args) },
      spec,
    };
    const outcome = yield { type: 'create', object: scaler, cause: { because: 'step' } };
    if (!outcome.ok) return yield* fail(outcome.message);
    if (!isSet(args, 'quiet')) yield print(`horizontalpodautoscaler.autoscaling/${name} autoscaled\n`);
    return 0;
  });
}
