// `kubectl create quota|poddisruptionbudget|priorityclass|cronjob`. Source: kubectl/pkg/cmd/create (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import { type Arguments, flag } from '../flags.ts';
import type { Maker } from './createObject.ts';

const quota: Maker = (_view, args, name) => {
  const pairs = (flag(args, 'hard') ?? '').split(',').filter((pair) => pair !== '');
  const wrong = pairs.find((pair) => !/^[^=]+=[^=]+$/.test(pair));
  if (wrong !== undefined) return `Invalid argument syntax ${wrong}, expected <resource>=<value>`;
  const hard = Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
  const scopes = flag(args, 'scopes')?.split(',');
  const spec: JsonObject = { ...(pairs.length > 0 && { hard }), ...(scopes && { scopes }) };
  const made = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec };
  return made;
};

const budget: Maker = (_view, args, name) => {
  const selector = flag(args, 'selector');
  const [least, most] = [amountOf(args, 'min-available'), amountOf(args, 'max-unavailable')];
  if (selector === undefined) return 'required flag(s) "selector" not set';
  if (least === undefined && most === undefined) return 'one of min-available or max-unavailable must be specified';
  if (least !== undefined && most !== undefined) return 'min-available and max-unavailable cannot be both specified';
  const matchLabels = Object.fromEntries(selector.split(',').map((pair) => pair.split(/==?/) as [string, string]));
  const spec: JsonObject = {
    ...(least !== undefined && { minAvailable: least }),
    ...(most !== undefined && { maxUnavailable: most }),
    selector: { matchLabels },
  };
  const made = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec };
  return made;
};

function amountOf(args: Arguments, name: string): string | number | undefined {
  const text = flag(args, name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}

const priorityClass: Maker = (_view, args, name) => {
  const value = flag(args, 'value');
  if (value === undefined) return 'required flag(s) "value" not set';
  const [description, policy] = [flag(args, 'description'), flag(args, 'preemption-policy')];
  const made = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value: Number(value),
    ...(flag(args, 'global-default') === 'true' && { globalDefault: true }),
    ...(description !== undefined && { description }),
    ...(policy !== undefined && { preemptionPolicy: policy }),
  };
  return made;
};

const cronJob: Maker = (_view, args, name) => {
  const [image, schedule] = [flag(args, 'image'), flag(args, 'schedule')];
  if (image === undefined || schedule === undefined)
    return `required flag(s) ${[image ?? '"image"', schedule ?? '"schedule"'].filter((word) => word.startsWith('"')).join(', ')} not set`;
  const container = { name, image, ...(args.rest.length > 0 && { command: args.rest }), resources: {} };
  const pod = { containers: [container], restartPolicy: flag(args, 'restart') ?? 'OnFailure' };
  const jobTemplate = { metadata: { name }, spec: { template: { metadata: {}, spec: pod } } };
  const spec: JsonObject = { schedule, jobTemplate };
  const made = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec };
  return made;
};

export const policyMakers: Readonly<Record<string, Maker>> = {
  quota,
  resourcequota: quota,
  poddisruptionbudget: budget,
  pdb: budget,
  priorityclass: priorityClass,
  pc: priorityClass,
  cronjob: cronJob,
  cj: cronJob,
};
