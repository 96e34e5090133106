// Labels and selectors as kubectl prints them. Sources: apimachinery/pkg/labels, pkg/apis/meta/v1/helpers.go (v1.36).
import { isJsonObject, type JsonObject, type JsonValue } from '../../apiserver/types.ts';
import { type LabelSelector, selectorFromLabelSelector, selectorText } from '../../kubernetes/selectors.ts';
import { sortedKeys } from './read.ts';

/** `labels.FormatLabels`: `a=1,b=2`, or `<none>`. */
export function labelsText(labels: JsonObject): string {
  const parts = sortedKeys(labels).map((key) => `${key}=${String(labels[key])}`);
  return parts.length > 0 ? parts.join(',') : '<none>';
}

/** `metav1.FormatLabelSelector`. */
export function labelSelectorText(selector: JsonValue | undefined): string {
  if (!isJsonObject(selector)) return '<none>';
  const written = plainSelectorText(selector);
  return written === '' ? '<none>' : written;
}

/** The selector alone; `` for one that selects everything. */
export function plainSelectorText(selector: JsonValue | undefined): string {
  if (!isJsonObject(selector)) return '';
  const parsed = selectorFromLabelSelector(selector as LabelSelector);
  return 'error' in parsed ? '<error>' : selectorText(parsed.selector);
}
