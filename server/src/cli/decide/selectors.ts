// Answers of the topic `selectors`: what label and field queries match, and their canonical text.
import { fieldSelectorMatches, fieldSelectorText, parseFieldSelector } from '../../core/kubernetes/fieldSelectors.ts';
import type { LabelSelector, Labels, ParsedSelector } from '../../core/kubernetes/selectors.ts';
import {
  parseSelector,
  selectorFromLabelSelector,
  selectorMatches,
  selectorText,
} from '../../core/kubernetes/selectors.ts';
import type { Question } from '../decide.ts';

export function selectors(question: Question): unknown {
  switch (question.ask) {
    case 'labelQuery':
      return matching(parseSelector(String(question['query'])), question['labels'] as Record<string, Labels>);
    case 'labelSelector':
      if (question['selector'] === null) return { string: '', matches: [] };
      return matching(
        selectorFromLabelSelector(question['selector'] as LabelSelector),
        question['labels'] as Record<string, Labels>,
      );
    case 'fieldQuery': {
      const parsed = parseFieldSelector(String(question['query']));
      return 'error' in parsed ? parsed : { string: fieldSelectorText(parsed.terms) };
    }
    case 'podQuery':
      return podQuery(question);
    default:
      throw new Error(`unknown question "${question.ask}"`);
  }
}

function matching(parsed: ParsedSelector, sets: Readonly<Record<string, Labels>>): unknown {
  if ('error' in parsed) return parsed;
  const matches = Object.keys(sets).filter((name) => selectorMatches(parsed.selector, sets[name] ?? {}));
  return { string: selectorText(parsed.selector), matches: matches.sort() };
}

interface PodLike {
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly spec?: {
    readonly nodeName?: string;
    readonly restartPolicy?: string;
    readonly schedulerName?: string;
    readonly serviceAccountName?: string;
    readonly hostNetwork?: boolean;
  };
  readonly status?: { readonly phase?: string; readonly podIP?: string; readonly nominatedNodeName?: string };
}

/** What pods can be asked for by field: pkg/registry/core/pod/strategy.go ToSelectableFields (v1.36). */
const POD_FIELDS: Readonly<Record<string, (pod: PodLike) => string>> = {
  'metadata.name': (pod) => pod.metadata.name,
  'metadata.namespace': (pod) => pod.metadata.namespace ?? 'default',
  'spec.nodeName': (pod) => pod.spec?.nodeName ?? '',
  'spec.restartPolicy': (pod) => pod.spec?.restartPolicy ?? 'Always',
  'spec.schedulerName': (pod) => pod.spec?.schedulerName ?? 'default-scheduler',
  'spec.serviceAccountName': (pod) => pod.spec?.serviceAccountName ?? '',
  'spec.hostNetwork': (pod) => String(pod.spec?.hostNetwork ?? false),
  'status.phase': (pod) => pod.status?.phase ?? 'Pending',
  'status.podIP': (pod) => pod.status?.podIP ?? '',
  'status.nominatedNodeName': (pod) => pod.status?.nominatedNodeName ?? '',
};

function podQuery(question: Question): unknown {
  const labels = parseSelector(String(question['labelSelector'] ?? ''));
  if ('error' in labels) return labels;
  const fields = parseFieldSelector(String(question['fieldSelector'] ?? ''));
  if ('error' in fields) return fields;
  const unsupported = fields.terms.find(({ field }) => !Object.hasOwn(POD_FIELDS, field));
  if (unsupported) return { error: `field label not supported: ${unsupported.field}` };
  const pods = question['pods'] as readonly PodLike[];
  const matches = pods.filter(
    (pod) =>
      selectorMatches(labels.selector, pod.metadata.labels ?? {}) &&
      fieldSelectorMatches(fields.terms, (field) => POD_FIELDS[field]?.(pod) ?? ''),
  );
  return { matches: matches.map((pod) => pod.metadata.name).sort() };
}
