// The pod template of a workload, and its fit to the workload's selector. Mirrors ValidatePodTemplateSpec and
// ValidatePodTemplateSpecForReplicaSet (v1.36).
import { type Selector, selectorFromLabelSelector, selectorMatches } from '../../../kubernetes/selectors.ts';
import { type Draft, isDraft, objectAt, objectsAt, stringAt, stringMapAt, stringsAt } from '../../draft.ts';
import { forbidden, invalid, notSupported } from '../../fieldErrors.ts';
import { child, type FieldPath } from '../../fieldPath.ts';
import { validateAnnotations, validateLabels } from '../../objectMeta.ts';
import type { FieldError } from '../../types.ts';
import { sortedByName } from '../goStructs.ts';
import { podAnnotationErrors, profileMatchErrors } from './annotations.ts';
import type { PodOptions } from './options.ts';
import { podSpecErrors } from './podSpec.ts';

/** Labels and annotations stand at `template.labels`, not `template.metadata.labels`, in the server's paths. */
export function podTemplateErrors(template: Draft, path: FieldPath, options: PodOptions): FieldError[] {
  const meta = objectAt(template, 'metadata');
  const spec = objectAt(template, 'spec');
  const specPath = child(path, 'spec');
  const words = 'ephemeral containers not allowed in pod template';
  const ephemeral = objectsAt(spec, 'ephemeralContainers').length > 0;
  return [
    ...validateLabels(stringMapAt(meta, 'labels'), child(path, 'labels')),
    ...validateAnnotations(stringMapAt(meta, 'annotations'), child(path, 'annotations')),
    ...podAnnotationErrors(template, path, options),
    ...podSpecErrors(spec, undefined, specPath, options),
    ...profileMatchErrors(template, specPath),
    ...(ephemeral ? [forbidden(child(specPath, 'ephemeralContainers'), words)] : []),
  ];
}

/** `metav1.LabelSelectorAsSelector`; undefined where the selector cannot be read. A selector that is not set matches nothing. */
export function workloadSelector(selector: Draft | undefined): Selector | 'nothing' | undefined {
  if (!selector) return 'nothing';
  const parsed = selectorFromLabelSelector({
    matchLabels: stringMapAt(selector, 'matchLabels'),
    matchExpressions: objectsAt(selector, 'matchExpressions').map((expression) => ({
      key: stringAt(expression, 'key'),
      operator: stringAt(expression, 'operator'),
      values: stringsAt(expression, 'values'),
    })),
  });
  return 'selector' in parsed ? parsed.selector : undefined;
}

/** The labels of the template must be what the selector asks for. */
export function templateLabelErrors(selector: Selector | 'nothing', template: Draft, path: FieldPath): FieldError[] {
  const labels = objectAt(template, 'metadata')['labels'];
  const matches =
    selector !== 'nothing' && selectorMatches(selector, stringMapAt(objectAt(template, 'metadata'), 'labels'));
  if (matches) return [];
  const shown = isDraft(labels) ? sortedByName(labels) : labels;
  return [invalid(child(path, 'metadata', 'labels'), shown, '`selector` does not match template `labels`')];
}

/** Pods of workloads that never end: they are restarted always, and have no deadline. */
export function endlessPodErrors(template: Draft, workload: string, path: FieldPath): FieldError[] {
  const spec = objectAt(template, 'spec');
  const policy = stringAt(spec, 'restartPolicy');
  const errors: FieldError[] = [];
  if (policy !== 'Always') errors.push(notSupported(child(path, 'spec', 'restartPolicy'), policy, ['Always']));
  if (spec['activeDeadlineSeconds'] !== undefined) {
    const words = `activeDeadlineSeconds in ${workload} is not Supported`;
    errors.push(forbidden(child(path, 'spec', 'activeDeadlineSeconds'), words));
  }
  return errors;
}
