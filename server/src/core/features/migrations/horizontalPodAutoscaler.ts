// HorizontalPodAutoscaler of autoscaling/v2beta1 to v2: what a metric is called goes into `metric`, what it aims at into
// `target`, with the kind of value said.
import type { Path } from '../../yaml/nodes.ts';
import { isPlainObject, type PlainObject } from '../../yaml/plain.ts';
import type { Step } from '../refactorings/steps.ts';
import type { Migration } from './migration.ts';
import { insertFirst, itemsAt, nest, rename } from './steps.ts';

export const horizontalPodAutoscaler: Migration = {
  from: ['autoscaling/v2beta1'],
  kinds: ['HorizontalPodAutoscaler'],
  steps: ({ value, at }) =>
    itemsAt(value, ['spec', 'metrics']).flatMap(({ item, path }) =>
      sources.flatMap((source) => {
        const metric = item[source];
        return isPlainObject(metric) ? metricSteps([...at, ...path, source], source, metric) : [];
      }),
    ),
};

const sources = ['resource', 'containerResource', 'pods', 'object', 'external'] as const;

function metricSteps(path: Path, source: (typeof sources)[number], metric: PlainObject): readonly Step[] {
  const isObjectMetric = source === 'object';
  const layout = {
    metricName: ['metric', 'name'],
    selector: ['metric', 'selector'],
    metricSelector: ['metric', 'selector'],
    targetAverageUtilization: ['target', 'averageUtilization'],
    targetAverageValue: ['target', 'averageValue'],
    averageValue: ['target', 'averageValue'],
    targetValue: ['target', 'value'],
  };
  return [
    ...(isObjectMetric && !isTarget(metric['target']) ? [rename([...path, 'target'], 'describedObject')] : []),
    nest(path, layout),
    ...(isTarget(metric['target']) ? [] : [insertFirst([...path, 'target'], 'type', targetType(metric))]),
  ];
}

/** Of v2 already, where somebody has begun by hand. */
function isTarget(target: PlainObject[string] | undefined): boolean {
  return isPlainObject(target) && target['type'] !== undefined;
}

function targetType(metric: PlainObject): string {
  if (metric['targetAverageUtilization'] !== undefined) return 'Utilization';
  return metric['targetAverageValue'] !== undefined || metric['averageValue'] !== undefined ? 'AverageValue' : 'Value';
}
