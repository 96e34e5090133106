// HorizontalPodAutoscalers as far as they go without metrics: the bounds, a target of zero, and saying that metrics are
// missing. Source: pkg/controller/podautoscaler/horizontal.go (v1.36). No metrics server runs in the simulated cluster.
import type { JsonObject } from '../../apiserver/types.ts';
import { refOf } from '../cluster.ts';
import type { ClusterView, Controller, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import { type Condition, conditionOf, type HorizontalPodAutoscaler, type KubeObject, keyOf } from '../objects.ts';
import type { Doing } from './podControl.ts';

const periodMs = 15_000;

export function autoscalerController(): Controller {
  return {
    name: 'horizontal-pod-autoscaler',
    watches: {
      HorizontalPodAutoscaler: ({ object, verb }) =>
        verb === 'create' ? [{ key: keyOf(object), afterMs: periodMs }] : [],
    },
    reconcile,
  };
}

type Scaler = HorizontalPodAutoscaler;

interface Work {
  readonly view: ClusterView;
  readonly scaler: Scaler;
  conditions: readonly Condition[];
  status: Partial<Scaler['status']>;
}

function* reconcile(view: ClusterView, key: string): Steps {
  const [namespace, name = ''] = key.split('/');
  const scaler = view.get('HorizontalPodAutoscaler', namespace, name);
  if (!scaler) return;
  const work: Work = { view, scaler, conditions: scaler.status.conditions ?? [], status: {} };
  yield* scale(work);
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

function* scale(work: Work): Doing {
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
