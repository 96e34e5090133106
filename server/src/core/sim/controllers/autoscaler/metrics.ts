// What one metric of an autoscaler says: a number of replicas with its name and status, or why there is none, in the words of
// events, conditions and errors. Source: pkg/controller/podautoscaler/horizontal.go computeReplicasForMetric (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import { type Quantity, quantityText } from '../../../kubernetes/quantity.ts';
import type { ClusterView } from '../../frame.ts';
import { metricOf, servesCustomMetrics, usageOf } from '../../load.ts';
import { conditionOf, type Pod } from '../../objects.ts';
import { amount } from '../../resources.ts';
import { customSamples, requestsOf, resourceSamples } from './podSamples.ts';
import {
  noMetrics,
  type Proposal,
  perPodReplicas,
  plainReplicas,
  resourceReplicas,
  sharedReplicas,
  type Tolerances,
} from './replicaCalculator.ts';

export interface Valid {
  readonly replicas: number;
  /** In the words of conditions: `cpu resource utilization (percentage of request)`. */
  readonly name: string;
  readonly status: JsonObject;
}

export interface Invalid {
  readonly reason: string;
  /** Of the event and the condition. */
  readonly problem: string;
  /** The same as the error of the whole round. */
  readonly failure: string;
}

/** What a metric is asked about. */
export interface Asked {
  readonly view: ClusterView;
  readonly namespace: string;
  readonly pods: readonly Pod[];
  readonly specReplicas: number;
  readonly statusReplicas: number;
  readonly tolerances: Tolerances;
}

interface Source {
  readonly name?: string;
  readonly container?: string;
  readonly metric?: { readonly name: string; readonly selector?: JsonObject };
  readonly describedObject?: { readonly kind: string; readonly name: string };
  readonly target?: {
    readonly averageUtilization?: number;
    readonly averageValue?: string;
    readonly value?: string;
  };
}

type Reader = (asked: Asked, source: Source) => Valid | Invalid;

const readers: Readonly<Record<string, Reader>> = {
  Resource: (asked, source) => ofResource(asked, source, 'Resource'),
  ContainerResource: (asked, source) => ofResource(asked, source, 'ContainerResource'),
  Pods: ofPods,
  Object: ofObject,
  External: ofExternal,
};

export function metricValue(asked: Asked, metric: JsonObject): Valid | Invalid {
  const type = String(metric['type']);
  const source = (metric[type.charAt(0).toLowerCase() + type.slice(1)] ?? {}) as unknown as Source;
  const words = `unknown metric source type "${type}"`;
  return readers[type]?.(asked, source) ?? { reason: 'InvalidMetricSourceType', problem: words, failure: words };
}

const noCustomApi =
  'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';
const noExternalApi = (metric: string): string =>
  `unable to fetch metrics from external metrics API: the server could not find the requested resource (get ${metric}.external.metrics.k8s.io)`;

const milliText = (milli: number, format: Quantity['format'] = 'DecimalSI'): string =>
  quantityText({ unscaled: BigInt(Math.round(milli)), scale: 3, wide: false, format });

const milliOf = (quantity: string | undefined): number => Math.round(1000 * amount(quantity));

function ofResource(asked: Asked, source: Source, type: 'Resource' | 'ContainerResource'): Valid | Invalid {
  const { name = '', container, target } = source;
  const whole = target?.averageValue === undefined;
  const found = resourceProposal(asked, source);
  if ('problem' in found) {
    const problem = `failed to get ${name} ${whole ? 'utilization' : 'usage'}: ${found.problem}`;
    const subject = type === 'Resource' ? `${name} resource` : `${container ?? ''} container`;
    return { reason: `FailedGet${type}Metric`, problem, failure: `failed to get ${subject} metric value: ${problem}` };
  }
  const kind = type === 'Resource' ? 'resource' : 'container resource';
  const current = {
    averageValue: milliText(found.averageValue, name === 'memory' ? 'BinarySI' : 'DecimalSI'),
    ...(found.averageUtilization !== undefined && { averageUtilization: found.averageUtilization }),
  };
  return {
    replicas: found.replicas,
    name: whole ? `${name} ${kind} utilization (percentage of request)` : `${name} resource`,
    status: {
      type,
      [type.charAt(0).toLowerCase() + type.slice(1)]: { name, ...(container && { container }), current },
    },
  };
}

function resourceProposal({ view, pods, specReplicas, tolerances }: Asked, source: Source): Proposal {
  const { name = '', container, target } = source;
  if (!view.settings.load) {
    const api = 'the server could not find the requested resource (get pods.metrics.k8s.io)';
    return {
      problem: `unable to get metrics for resource ${name}: unable to fetch metrics from resource metrics API: ${api}`,
    };
  }
  const samples = resourceSamples(view, pods, name);
  if (!pods.some((pod) => usageOf(view, pod)))
    return {
      problem: `unable to get metrics for resource ${name}: no metrics returned from resource metrics API`,
    };
  if (target?.averageValue !== undefined)
    return plainReplicas(samples, milliOf(target.averageValue), specReplicas, tolerances);
  if (samples.metrics.size === 0) return noMetrics;
  const requests = requestsOf(pods, name, container);
  if ('problem' in requests) return requests;
  return resourceReplicas(samples, requests, target?.averageUtilization ?? 80, specReplicas, tolerances);
}

function ofPods({ view, pods, specReplicas, tolerances }: Asked, { metric, target }: Source): Valid | Invalid {
  const name = metric?.name ?? '';
  const samples = customSamples(view, pods, name);
  const found = servesCustomMetrics(view)
    ? samples.metrics.size > 0
      ? plainReplicas(samples, milliOf(target?.averageValue), specReplicas, tolerances)
      : {
          problem: `unable to get metric ${name}: unable to fetch metrics from custom metrics API: the server could not find the metric ${name} for pods`,
        }
    : { problem: `unable to get metric ${name}: ${noCustomApi}` };
  if ('problem' in found) return failed('Pods', found.problem, `failed to get pods metric value: ${found.problem}`);
  const status = { type: 'Pods', pods: { metric: { ...metric }, current: averageOf(found.averageValue) } };
  return { replicas: found.replicas, name: `pods metric ${name}`, status };
}

const averageOf = (milli: number): JsonObject => ({ averageValue: milliText(milli) });

const failed = (type: string, problem: string, failure: string): Invalid => ({
  reason: `FailedGet${type}Metric`,
  problem,
  failure,
});

function ofObject(asked: Asked, { metric, describedObject, target }: Source): Valid | Invalid {
  const name = metric?.name ?? '';
  const { kind = '', name: object = '' } = describedObject ?? {};
  const value = metricOf(asked.view, name);
  if (value === undefined) {
    const why = servesCustomMetrics(asked.view)
      ? `unable to fetch metrics from custom metrics API: the server could not find the metric ${name} for ${kind.toLowerCase()}s ${object}`
      : noCustomApi;
    // The real one mixes up its arguments, and so do its words.
    const problem = `unable to get metric ${name}: ${kind} on ${asked.namespace} ${object}/${why}`;
    const inner = target?.value === undefined ? `failed to get ${name} object metric: ${problem}` : problem;
    return failed('Object', problem, `failed to get object metric value: ${inner}`);
  }
  const proposal = proposalOf(asked, 1000 * value, target);
  const status = {
    type: 'Object',
    object: { describedObject: { ...describedObject }, metric: { ...metric }, current: proposal.current },
  };
  const perPod = target?.value === undefined;
  return { replicas: proposal.replicas, name: perPod ? externalName(metric) : `${kind} metric ${name}`, status };
}

function ofExternal(asked: Asked, { metric, target }: Source): Valid | Invalid {
  const name = metric?.name ?? '';
  const value = metricOf(asked.view, name);
  if (value === undefined) {
    const why = servesCustomMetrics(asked.view) ? 'no metrics returned from external metrics API' : noExternalApi(name);
    const problem = `unable to get external metric ${asked.namespace}/${name}/${selectorText(metric?.selector)}: ${why}`;
    const inner =
      target?.averageValue === undefined
        ? `failed to get external metric ${name}: ${problem}`
        : `failed to get ${name} external metric: ${problem}`;
    return failed('External', problem, `failed to get ${name} external metric value: ${inner}`);
  }
  const proposal = proposalOf(asked, 1000 * value, target);
  const status = { type: 'External', external: { metric: { ...metric }, current: proposal.current } };
  return { replicas: proposal.replicas, name: externalName(metric), status };
}

/** A total against a value for all, or for each. */
function proposalOf(asked: Asked, milli: number, target: Source['target']): { replicas: number; current: JsonObject } {
  const { specReplicas, statusReplicas, tolerances, pods } = asked;
  if (target?.averageValue !== undefined) {
    const found = perPodReplicas(milli, milliOf(target.averageValue), statusReplicas, tolerances);
    return { replicas: found.replicas, current: averageOf(found.averageValue) };
  }
  const ready = pods.filter(
    ({ status }) => status.phase === 'Running' && conditionOf(status, 'Ready')?.status === 'True',
  ).length;
  const replicas = sharedReplicas(milli, milliOf(target?.value), specReplicas, ready, tolerances);
  return { replicas, current: { value: milliText(milli) } };
}

const externalName = (metric: Source['metric']): string =>
  `external metric ${metric?.name ?? ''}(${selectorText(metric?.selector)})`;

/** As Go prints a `*metav1.LabelSelector`. */
function selectorText(selector: JsonObject | undefined): string {
  if (!selector) return 'nil';
  const labels = Object.entries((selector['matchLabels'] ?? {}) as Record<string, string>).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const pairs = labels.map(([key, value]) => `${key}: ${value},`).join('');
  const expressions = ((selector['matchExpressions'] ?? []) as readonly JsonObject[]).map(
    ({ key, operator, values }) =>
      `LabelSelectorRequirement{Key:${String(key)},Operator:${String(operator)},Values:[${((values ?? []) as readonly string[]).join(' ')}],},`,
  );
  return `&LabelSelector{MatchLabels:map[string]string{${pairs}},MatchExpressions:[]LabelSelectorRequirement{${expressions.join('')}},}`;
}
