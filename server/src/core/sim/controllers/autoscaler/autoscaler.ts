// HorizontalPodAutoscalers: the bounds, a target of zero, resource metrics where the scenario gives a load, and saying that
// metrics are missing where it does not. Source: pkg/controller/podautoscaler/horizontal.go (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import { refOf } from '../../cluster.ts';
import type { ClusterView, Controller, Steps } from '../../frame.ts';
import { sameJson } from '../../json.ts';
import {
  type Condition,
  conditionOf,
  type HorizontalPodAutoscaler,
  type KubeObject,
  keyOf,
  type LabelSelector,
  type Labels,
  type Pod,
} from '../../objects.ts';
import { matchesSelector } from '../../selectors.ts';
import type { Doing } from '../podControl.ts';
import { normalized, type Past, remembered, toleranceOf } from './normalize.ts';
import { proposalFor, type ResourceTarget } from './replicaCalculator.ts';

const periodMs = 15_000;

export function autoscalerController(): Controller {
  const pasts = new Map<string, Past>();
  return {
    name: 'horizontal-pod-autoscaler',
    watches: {
      HorizontalPodAutoscaler: ({ object, verb }) =>
        verb === 'create' ? [{ key: keyOf(object), afterMs: periodMs }] : [],
    },
    reconcile: (view, key) => reconcile(view, key, pasts),
  };
}

type Scaler = HorizontalPodAutoscaler;

interface Work {
  readonly view: ClusterView;
  readonly scaler: Scaler;
  conditions: readonly Condition[];
  status: Partial<Scaler['status']>;
}

function* reconcile(view: ClusterView, key: string, pasts: Map<string, Past>): Steps {
  const [namespace, name = ''] = key.split('/');
  const scaler = view.get('HorizontalPodAutoscaler', namespace, name);
  if (!scaler) return;
  const work: Work = { view, scaler, conditions: scaler.status.conditions ?? [], status: {} };
  const past = pasts.get(scaler.metadata.uid) ?? { recommendations: [], scalings: [] };
  pasts.set(scaler.metadata.uid, past);
  yield* scale(work, past);
  const status = {
    ...scaler.status,
    ...work.status,
    ...(work.conditions.length > 0 && { conditions: work.conditions }),
  };
  if (!sameJson(status, scaler.status))
    yield { type: 'updateStatus', object: { ...scaler, status } as Scaler, cause: { because: 'status' } };
  yield { type: 'requeue', afterMs: periodMs, background: true };
}

function setCondition(work: Work, type: string, status: 'True' | 'False', reason: string, message: string): void {
  const before = conditionOf({ conditions: work.conditions }, type);
  const since = before?.status === status ? (before.lastTransitionTime ?? null) : work.view.now();
  const condition: Condition = { type, status, lastTransitionTime: since, reason, message };
  const others = work.conditions.some((known) => known.type === type)
    ? work.conditions.map((known) => (known.type === type ? condition : known))
    : [...work.conditions, condition];
  work.conditions = others;
}

function* scale(work: Work, past: Past): Doing {
  const { scaler, view } = work;
  const { scaleTargetRef, minReplicas = 1, maxReplicas } = scaler.spec;
  const target = view.get<string>(scaleTargetRef.kind, scaler.metadata.namespace, scaleTargetRef.name);
  if (!target) {
    yield* missingTarget(work);
    return;
  }
  setCondition(
    work,
    'AbleToScale',
    'True',
    'SucceededGetScale',
    "the HPA controller was able to get the target's current scale",
  );
  const spec = (target.spec as { replicas?: number }).replicas ?? 1;
  const current = (target.status as { replicas?: number } | undefined)?.replicas ?? 0;
  work.status = {
    ...(current > 0 && { currentReplicas: current }),
    desiredReplicas: scaler.status.desiredReplicas ?? 0,
  };
  if (spec === 0 && minReplicas !== 0) {
    setCondition(
      work,
      'ScalingActive',
      'False',
      'ScalingDisabled',
      'scaling is disabled since the replica count of the target is zero',
    );
    work.status = { ...work.status, desiredReplicas: 0 };
  } else if (spec > maxReplicas)
    yield* rescale(work, target, maxReplicas, 'Current number of replicas above Spec.MaxReplicas');
  else if (spec < minReplicas)
    yield* rescale(work, target, minReplicas, 'Current number of replicas below Spec.MinReplicas');
  else if (view.settings.load) yield* byMetrics(work, target, spec, past);
  else yield* noMetrics(work);
}

function* missingTarget(work: Work): Doing {
  const { kind, name, apiVersion = '' } = work.scaler.spec.scaleTargetRef;
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  const message = `${kind.toLowerCase()}s${group} "${name}" not found`;
  yield { type: 'event', about: work.scaler, eventType: 'Warning', reason: 'FailedGetScale', message };
  setCondition(
    work,
    'AbleToScale',
    'False',
    'FailedGetScale',
    `the HPA controller was unable to get the target's current scale: ${message}`,
  );
}

function* rescale(work: Work, target: KubeObject, replicas: number, reason: string): Doing {
  const { scaler, view } = work;
  const cause = { because: 'autoscale', object: refOf(scaler), field: 'spec.minReplicas' };
  const answer = yield { type: 'patch', ref: refOf(target), patch: { spec: { replicas } }, cause };
  if (!answer.ok) {
    yield {
      type: 'event',
      about: scaler,
      eventType: 'Warning',
      reason: 'FailedRescale',
      message: `New size: ${replicas}; reason: ${reason}; error: ${answer.message}`,
    };
    return;
  }
  setCondition(
    work,
    'AbleToScale',
    'True',
    'SucceededRescale',
    `the HPA controller was able to update the target scale to ${replicas}`,
  );
  yield {
    type: 'event',
    about: scaler,
    eventType: 'Normal',
    reason: 'SuccessfulRescale',
    message: `New size: ${replicas}; reason: ${reason}`,
  };
  work.status = { ...work.status, desiredReplicas: replicas, lastScaleTime: view.now() };
}

interface Valid {
  readonly replicas: number;
  /** In the words of conditions: `cpu resource utilization (percentage of request)`. */
  readonly name: string;
  readonly status: JsonObject;
}

/** `computeReplicasForMetrics` and what follows: the largest proposal, smoothed and bounded. */
function* byMetrics(work: Work, target: KubeObject, current: number, past: Past): Doing {
  const { scaler, view } = work;
  const { metrics = [], minReplicas: min = 1, maxReplicas: max, behavior } = scaler.spec;
  const pods = podsOf(view, target);
  const answers = metrics.map((metric) => ({ metric, answer: metricValue(view, metric, pods, current, behavior) }));
  const valid = answers.flatMap(({ answer }) => ('problem' in answer ? [] : [answer]));
  const best = valid.reduce<Valid | undefined>(
    (most, one) => (most && most.replicas >= one.replicas ? most : one),
    undefined,
  );
  const failed = answers.filter(({ answer }) => 'problem' in answer);
  if (!best || (failed.length > 0 && best.replicas < current)) {
    yield* invalidMetrics(
      work,
      failed.flatMap(({ metric, answer }) => ('problem' in answer ? [{ metric, problem: answer.problem }] : [])),
    );
    return;
  }
  const found = `the HPA was able to successfully calculate a replica count from ${best.name}`;
  setCondition(work, 'ScalingActive', 'True', 'ValidMetricFound', found);
  work.status = { ...work.status, currentMetrics: valid.map(({ status }) => status) };
  const next = normalized(best.replicas, { current, min, max, behavior }, past, view.nowMs);
  setCondition(work, 'AbleToScale', 'True', next.able.reason, next.able.message);
  setCondition(work, 'ScalingLimited', next.limited.status, next.limited.reason, next.limited.message);
  work.status = { ...work.status, desiredReplicas: next.replicas };
  if (next.replicas === current) return;
  remembered(past, next.replicas - current, view.nowMs);
  const reason = best.replicas > current ? `${best.name} above target` : 'All metrics below target';
  yield* rescale(work, target, next.replicas, reason);
}

/** The pods that the target's scale selects. */
function podsOf(view: ClusterView, target: KubeObject): readonly Pod[] {
  const { selector } = target.spec as { selector?: LabelSelector };
  const plain = target.kind === 'ReplicationController';
  const wanted = plain ? { matchLabels: selector as unknown as Labels } : selector;
  return view.list('Pod', target.metadata.namespace).filter(({ metadata }) => matchesSelector(wanted, metadata.labels));
}

function metricValue(
  view: ClusterView,
  metric: JsonObject,
  pods: readonly Pod[],
  current: number,
  behavior: JsonObject | undefined,
): Valid | { readonly problem: string } {
  const type = String(metric['type']);
  const field = type.charAt(0).toLowerCase() + type.slice(1);
  if (type !== 'Resource' && type !== 'ContainerResource') return { problem: failureOf(metric).problem };
  const source = metric[field] as unknown as { name: string; container?: string; target: ResourceTarget };
  const { averageUtilization, averageValue } = source.target;
  const wanted: ResourceTarget = {
    name: source.name,
    ...(averageUtilization !== undefined && { averageUtilization }),
    ...(averageValue !== undefined && { averageValue }),
    ...(source.container !== undefined && { container: source.container }),
  };
  const tolerances = { up: toleranceOf(behavior, 'scaleUp'), down: toleranceOf(behavior, 'scaleDown') };
  const found = proposalFor(view, pods, wanted, current, tolerances);
  const resource = type === 'Resource' ? 'resource' : 'container resource';
  if ('problem' in found)
    return {
      problem: `failed to get ${source.name} ${averageUtilization === undefined ? 'usage' : 'utilization'}: ${found.problem}`,
    };
  const value = source.name === 'cpu' ? `${found.averageValue}m` : String(Math.floor(found.averageValue / 1000));
  const amounts = {
    averageValue: value,
    ...(found.averageUtilization !== undefined && { averageUtilization: found.averageUtilization }),
  };
  return {
    replicas: found.replicas,
    name:
      averageUtilization === undefined
        ? `${source.name} ${resource}`
        : `${source.name} ${resource} utilization (percentage of request)`,
    status: {
      type,
      [field]: { name: source.name, ...(source.container && { container: source.container }), current: amounts },
    },
  };
}

function* invalidMetrics(work: Work, failed: readonly { metric: JsonObject; problem: string }[]): Doing {
  const metrics = work.scaler.spec.metrics ?? [];
  const [first] = failed;
  if (!first) return;
  const { reason, subject } = failureOf(first.metric);
  yield { type: 'event', about: work.scaler, eventType: 'Warning', reason, message: first.problem };
  setCondition(
    work,
    'ScalingActive',
    'False',
    reason,
    `the HPA was unable to compute the replica count: ${first.problem}`,
  );
  const message = `invalid metrics (${failed.length} invalid out of ${metrics.length}), first error is: failed to get ${subject}: ${first.problem}`;
  yield { type: 'event', about: work.scaler, eventType: 'Warning', reason: 'FailedComputeMetricsReplicas', message };
  work.status = { ...work.status, currentMetrics: metrics.map(() => ({ type: '' })) };
}

/** What the first metric's source answers where nobody serves metrics. */
function* noMetrics(work: Work): Doing {
  const metrics = work.scaler.spec.metrics ?? [];
  const [first] = metrics;
  if (!first) return;
  const { reason, problem, subject } = failureOf(first);
  yield { type: 'event', about: work.scaler, eventType: 'Warning', reason, message: problem };
  setCondition(work, 'ScalingActive', 'False', reason, `the HPA was unable to compute the replica count: ${problem}`);
  const count = metrics.length;
  const message = `invalid metrics (${count} invalid out of ${count}), first error is: failed to get ${subject}: ${problem}`;
  yield { type: 'event', about: work.scaler, eventType: 'Warning', reason: 'FailedComputeMetricsReplicas', message };
  work.status = { ...work.status, currentMetrics: metrics.map(() => ({ type: '' })) };
}

const absent = (resource: string): string => `the server could not find the requested resource (get ${resource})`;

function failureOf(metric: JsonObject): { reason: string; problem: string; subject: string } {
  const type = String(metric['type']);
  const source = (metric[type.charAt(0).toLowerCase() + type.slice(1)] ?? {}) as JsonObject;
  if (type === 'Resource' || type === 'ContainerResource') {
    const name = String(source['name']);
    const utilization = (source['target'] as JsonObject | undefined)?.['averageUtilization'] !== undefined;
    const why = `unable to get metrics for resource ${name}: unable to fetch metrics from resource metrics API: ${absent('pods.metrics.k8s.io')}`;
    const problem = `failed to get ${name} ${utilization ? 'utilization' : 'usage'}: ${why}`;
    return {
      reason: `FailedGet${type}Metric`,
      problem,
      subject: `${name} ${type === 'Resource' ? '' : 'container '}resource metric value`,
    };
  }
  const api = type === 'External' ? 'external' : 'custom';
  const name = String(((source['metric'] ?? {}) as JsonObject)['name']);
  const problem = `unable to get metric ${name}: unable to fetch metrics from ${api} metrics API: no ${api} metrics API (${api}.metrics.k8s.io) registered`;
  return { reason: `FailedGet${type}Metric`, problem, subject: `${type.toLowerCase()} metric value` };
}
