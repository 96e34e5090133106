// `kubectl create KIND NAME …`: small objects from flags. Services, RBAC and policies are made in files beside.
// Source: kubectl/pkg/cmd/create (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import { encodeBase64, utf8Bytes } from '../../../kubernetes/base64.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { asJson, type CronJob, type NewObject } from '../../objects.ts';
import { fail, namespaceOf } from '../command.ts';
import { type Arguments, flag, values } from '../flags.ts';
import { accessMakers } from './createAccess.ts';
import { createObject, type JsonLike, type Maker } from './createObject.ts';
import { policyMakers } from './createPolicies.ts';
import { serviceMakers } from './createServices.ts';

const makers: Readonly<Record<string, Maker>> = {
  namespace: (_view, _args, name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
  ns: (_view, _args, name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
  configmap: configMap,
  cm: configMap,
  serviceaccount: (_view, _args, name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }),
  secret,
  job,
  deployment,
  deploy: deployment,
  sa: (_view, _args, name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }),
  ...serviceMakers,
  ...accessMakers,
  ...policyMakers,
};

/** Kinds whose name comes behind a word of their own: `secret generic NAME`. */
const typed = new Set(['secret', 'service', 'svc']);

/** What kubectl says it failed to create, where that is another word; empty: the server's error stands alone. */
const failures: Readonly<Record<string, string>> = {
  namespace: '',
  ns: '',
  role: '',
  clusterrole: '',
  cm: 'configmap',
  sa: 'serviceaccount',
  deploy: 'deployment',
  pdb: 'poddisruptionbudget',
  pc: 'priorityclass',
  cj: 'cronjob',
  ing: 'ingress',
};

export function* create(view: ClusterView, args: Arguments): Command {
  const [what = '', ...rest] = args.words;
  const make = makers[what];
  if (!make) return yield* fail(`"kubectl create ${what}" is not simulated`);
  const name = (typed.has(what) ? rest[1] : rest[0]) ?? '';
  if (name === '') return yield* fail('exactly one NAME is required, got 0');
  const object = make(view, args, name);
  if (typeof object === 'string') return yield* fail(object);
  return yield* createObject(object, args, failures[what] === undefined ? what : failures[what]);
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
  if (from === undefined && image === undefined) return 'either --image or --from must be specified';
  if (from === undefined) {
    const container = { name, image: image ?? '', ...(args.rest.length > 0 && { command: args.rest }), resources: {} };
    const spec: JsonObject = { template: { metadata: {}, spec: { containers: [container], restartPolicy: 'Never' } } };
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

function deployment(_view: ClusterView, args: Arguments, name: string): (NewObject & JsonLike) | string {
  if (values(args, 'image').length === 0) return 'required flag(s) "image" not set';
  const port = flag(args, 'port');
  const labels = { app: name };
  const containers = values(args, 'image').map((image) => ({
    name: image.split('/').at(-1)?.split(/[:@]/)[0] ?? name,
    image,
    ...(port !== undefined && { ports: [{ containerPort: Number(port) }] }),
    ...(args.rest.length > 0 && { command: args.rest }),
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
