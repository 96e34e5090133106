// Label selectors: the query language of `kubectl -l`, `matchLabels`/`matchExpressions`, matching, canonical text.
// Mirrors k8s.io/apimachinery pkg/labels and metav1.LabelSelectorAsSelector (v1.36). Does not know which objects are asked.
import { compareGoStrings, goQuote, parseGoInteger } from './goText.ts';
import { labelValueErrors, qualifiedNameErrors } from './names.ts';
import { parseRequirements } from './selectorQuery.ts';

export type SelectorOperator = 'in' | 'notin' | '=' | '==' | '!=' | 'exists' | '!' | 'gt' | 'lt';

export interface Requirement {
  readonly key: string;
  readonly operator: SelectorOperator;
  readonly values: readonly string[];
}

/** All requirements must hold; none matches everything. Sorted by key. */
export type Selector = readonly Requirement[];

export type ParsedSelector = { readonly selector: Selector } | { readonly error: string };

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>> | undefined;
  readonly matchExpressions?:
    | readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] | undefined }[]
    | undefined;
}

export type Labels = Readonly<Record<string, string | undefined>>;

/** `labels.Parse`: the selector, or the server's words. */
export function parseSelector(query: string): ParsedSelector {
  const parsed = parseRequirements(query);
  return 'error' in parsed ? parsed : { selector: sortByKey(parsed.requirements) };
}

const FROM_EXPRESSION: ReadonlyMap<string, SelectorOperator> = new Map([
  ['In', 'in'],
  ['NotIn', 'notin'],
  ['Exists', 'exists'],
  ['DoesNotExist', '!'],
]);

/** `metav1.LabelSelectorAsSelector`. A selector that is not set matches nothing, which is the caller's business. */
export function selectorFromLabelSelector(labelSelector: LabelSelector): ParsedSelector {
  const requirements: Requirement[] = [];
  const wanted: Requirement[] = Object.entries(labelSelector.matchLabels ?? {}).map(([key, value]) => ({
    key,
    operator: '=' as const,
    values: [value],
  }));
  for (const { key, operator, values } of labelSelector.matchExpressions ?? []) {
    const translated = FROM_EXPRESSION.get(operator);
    if (!translated) return { error: `${goQuote(operator)} is not a valid label selector operator` };
    wanted.push({ key, operator: translated, values: values ?? [] });
  }
  for (const requirement of wanted) {
    const error = requirementError(requirement);
    if (error !== undefined) return { error };
    requirements.push(requirement);
  }
  return { selector: sortByKey(requirements) };
}

/** A selector that wants exactly these labels, unchecked. */
export function selectorFromLabels(labels: Labels): Selector {
  const entries = Object.entries(labels).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
  return sortByKey(entries.map(({ key, value }) => ({ key, operator: '=', values: [value] })));
}

function sortByKey(requirements: readonly Requirement[]): Selector {
  return [...requirements].sort((a, b) => compareGoStrings(a.key, b.key));
}

/** `labels.NewRequirement`'s check: the aggregate of its errors, `undefined` when good. */
export function requirementError({ key, operator, values }: Requirement): string | undefined {
  const errors: string[] = [];
  const keyErrors = qualifiedNameErrors(key);
  if (keyErrors.length > 0) errors.push(`key: Invalid value: ${goQuote(key)}: ${keyErrors.join('; ')}`);
  errors.push(...countErrors(operator, values));
  values.forEach((value, index) => {
    const found = labelValueErrors(value);
    if (found.length > 0)
      errors.push(`values[${index}][${key}]: Invalid value: ${goQuote(value)}: ${found.join('; ')}`);
  });
  return aggregate(errors);
}

function countErrors(operator: SelectorOperator, values: readonly string[]): string[] {
  const listed = values.length === 0 ? 'null' : JSON.stringify(values);
  const wrong = (words: string): string[] => [`values: Invalid value: ${listed}: ${words}`];
  switch (operator) {
    case 'in':
    case 'notin':
      return values.length === 0 ? wrong("for 'in', 'notin' operators, values set can't be empty") : [];
    case '=':
    case '==':
    case '!=':
      return values.length === 1 ? [] : wrong('exact-match compatibility requires one single value');
    case 'exists':
    case '!':
      return values.length === 0 ? [] : wrong('values set must be empty for exists and does not exist');
    case 'gt':
    case 'lt':
      return orderErrors(values, wrong);
  }
}

function orderErrors(values: readonly string[], wrong: (words: string) => string[]): string[] {
  const count = values.length === 1 ? [] : wrong("for 'Gt', 'Lt' operators, exactly one value is required");
  const notIntegers = values.flatMap((value, index) =>
    'error' in parseGoInteger(value)
      ? [`values[${index}]: Invalid value: ${goQuote(value)}: for 'Gt', 'Lt' operators, the value must be an integer`]
      : [],
  );
  return [...count, ...notIntegers];
}

/** How k8s.io/apimachinery prints several errors: one plain, more in brackets, each once. */
export function aggregate(errors: readonly string[]): string | undefined {
  const distinct = [...new Set(errors)];
  if (distinct.length === 0) return undefined;
  return distinct.length === 1 ? distinct[0] : `[${distinct.join(', ')}]`;
}

export function selectorMatches(selector: Selector, labels: Labels): boolean {
  return selector.every((requirement) => requirementMatches(requirement, labels));
}

function requirementMatches({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'in':
    case '=':
    case '==':
      return value !== undefined && values.includes(value);
    case 'notin':
    case '!=':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'gt':
    case 'lt':
      return value !== undefined && ordered(value, operator, values);
  }
}

function ordered(value: string, operator: 'gt' | 'lt', values: readonly string[]): boolean {
  const have = parseGoInteger(value);
  const limit = parseGoInteger(values[0] ?? '');
  if (values.length !== 1 || 'error' in have || 'error' in limit) return false;
  return operator === 'gt' ? have.value > limit.value : have.value < limit.value;
}

/** `Selector.String()`. */
export function selectorText(selector: Selector): string {
  return selector.map(requirementText).join(',');
}

const SIGNS: Readonly<Record<SelectorOperator, string>> = {
  '=': '=',
  '==': '==',
  '!=': '!=',
  in: ' in ',
  notin: ' notin ',
  gt: '>',
  lt: '<',
  exists: '',
  '!': '',
};

function requirementText({ key, operator, values }: Requirement): string {
  if (operator === 'exists') return key;
  if (operator === '!') return `!${key}`;
  const list = [...values].sort(compareGoStrings).join(',');
  const isSet = operator === 'in' || operator === 'notin';
  return `${key}${SIGNS[operator]}${isSet ? `(${list})` : list}`;
}
