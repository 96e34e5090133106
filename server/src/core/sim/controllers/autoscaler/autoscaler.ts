// HorizontalPodAutoscalers: the bounds, a target of zero, resource metrics where the scenario gives a load, and saying that
// metrics are missing where it does not. Source: pkg/controller/podautoscaler/horizontal.go (v1.36).
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
import { type Asked, type Invalid, metricValue, type Valid } from './metrics.ts';
import { normalized, type Past, recordInitialRecommendation, remembered, toleranceOf } from './normalize.ts';

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
  recordInitialRecommendation(past, spec, view.nowMs);
  work.status = {
    ...(spec > 0 && { currentReplicas: spec }),
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
  else yield* byMetrics(work, target, spec, past);
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
    const unable = `the HPA controller was unable to update the target scale: ${answer.message}`;
    setCondition(work, 'AbleToScale', 'False', 'FailedUpdateScale', unable);
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

/** `computeReplicasForMetrics` and what follows: the largest proposal, smoothed and bounded. */
function* byMetrics(work: Work, target: KubeObject, current: number, past: Past): Doing {
  const { scaler, view } = work;
  const { minReplicas: min = 1, maxReplicas: max, behavior } = scaler.spec;
  const { best, answers } = yield* askMetrics(work, target, current);
  const statuses = answers.map((answer) => ('problem' in answer ? { type: '' } : answer.status));
  work.status = { ...work.status, currentMetrics: statuses };
  const failed = answers.filter((answer) => 'problem' in answer);
  if (!best || (failed.length > 0 && best.replicas < current)) {
    yield* invalidMetrics(work, failed, answers.length);
    return;
  }
  const found = `the HPA was able to successfully calculate a replica count from ${best.name}`;
  setCondition(work, 'ScalingActive', 'True', 'ValidMetricFound', found);
  const next = normalized(best.replicas, { current, min, max, behavior }, past, view.nowMs);
  setCondition(work, 'AbleToScale', 'True', next.able.reason, next.able.message);
  setCondition(work, 'ScalingLimited', next.limited.status, next.limited.reason, next.limited.message);
  work.status = { ...work.status, desiredReplicas: next.replicas };
  if (next.replicas === current) return;
  remembered(past, next.replicas - current, view.nowMs);
  const above = best.replicas > current ? `${best.name} above target` : '';
  yield* rescale(work, target, next.replicas, best.replicas < current ? 'All metrics below target' : above);
}

/** Every metric in turn; each that fails says so at once. */
function* askMetrics(work: Work, target: KubeObject, specReplicas: number) {
  const { scaler, view } = work;
  const { metrics = [], behavior } = scaler.spec;
  const asked: Asked = {
    view,
    namespace: scaler.metadata.namespace ?? 'default',
    pods: podsOf(view, target),
    specReplicas,
    statusReplicas: (target.status as { replicas?: number } | undefined)?.replicas ?? 0,
    tolerances: { up: toleranceOf(behavior, 'scaleUp'), down: toleranceOf(behavior, 'scaleDown') },
  };
  const answers: (Valid | Invalid)[] = [];
  let best: Valid | undefined;
  for (const metric of metrics) {
    const answer = metricValue(asked, metric);
    answers.push(answer);
    if ('problem' in answer) yield warning(scaler, answer.reason, answer.problem);
    else if (!best || best.replicas === 0 || answer.replicas > best.replicas) best = answer;
  }
  return { best, answers };
}

const warning = (about: Scaler, reason: string, message: string) =>
  ({ type: 'event', about, eventType: 'Warning', reason, message }) as const;

function* invalidMetrics(work: Work, failed: readonly Invalid[], count: number): Doing {
  const [first] = failed;
  if (!first) return;
  const unable = `the HPA was unable to compute the replica count: ${first.problem}`;
  setCondition(work, 'ScalingActive', 'False', first.reason, unable);
  const message = `invalid metrics (${failed.length} invalid out of ${count}), first error is: ${first.failure}`;
  yield warning(work.scaler, 'FailedComputeMetricsReplicas', message);
}

/** The pods that the target's scale selects. */
function podsOf(view: ClusterView, target: KubeObject): readonly Pod[] {
  const { selector } = target.spec as { selector?: LabelSelector };
  const plain = target.kind === 'ReplicationController';
  const wanted = plain ? { matchLabels: selector as unknown as Labels } : selector;
  return view.list('Pod', target.metadata.namespace).filter(({ metadata }) => matchesSelector(wanted, metadata.labels));
}
