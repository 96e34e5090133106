// Parts that most descriptions share: labels, annotations, tolerations, conditions, events, times.
// Source: kubectl/pkg/describe/describe.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { since } from '../ages.ts';
import { at, byBytes, count, has, list, record, sortedKeys, text } from '../read.ts';
import type { DescribeContext, Writer } from './writer.ts';

const weekdays = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 1123 with a numeric zone, in UTC; the zero time for none. */
export function longTime(time: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(time);
  if (!parts) return 'Mon, 01 Jan 0001 00:00:00 +0000';
  const [, year, month, day, clock] = parts;
  const days = Math.floor(Date.parse(time) / 86_400_000);
  return `${weekdays[((days % 7) + 7) % 7]}, ${day} ${months[Number(month) - 1]} ${year} ${clock} +0000`;
}

export function labelLines(w: Writer, title: string, labels: JsonObject, indent = ''): void {
  const keys = sortedKeys(labels);
  w.write(0, `${indent}${title}:\t`);
  if (keys.length === 0) w.line(0, '<none>');
  for (const [index, key] of keys.entries())
    w.line(0, `${index === 0 ? '' : `${indent}\t`}${key}=${text(labels, key)}`);
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
const longest = 140;

export function annotationLines(w: Writer, title: string, annotations: JsonObject): void {
  const keys = sortedKeys(annotations).filter((key) => key !== lastApplied);
  w.write(0, `${title}:\t`);
  if (keys.length === 0) w.line(0, '<none>');
  for (const [index, key] of keys.entries()) {
    if (index > 0) w.write(0, '\t');
    const value = text(annotations, key).replace(/\n$/, '');
    if (value.length + key.length + 2 <= longest && !value.includes('\n')) w.line(0, `${key}: ${value}`);
    else {
      w.line(0, `${key}:`);
      for (const part of value.split('\n')) w.line(0, `\t  ${shortened(part, longest - 2)}`);
    }
  }
}

const shortened = (words: string, most: number): string => (words.length > most ? `${words.slice(0, most)}...` : words);

/** Name, namespace, labels and annotations of an object. */
export function headLines(w: Writer, object: JsonObject): void {
  nameLines(w, object);
  metadataLines(w, object);
}

export function nameLines(w: Writer, object: JsonObject): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  if (has(object, 'metadata', 'namespace')) w.field(0, 'Namespace', text(object, 'metadata', 'namespace'));
}

export function metadataLines(w: Writer, object: JsonObject): void {
  labelLines(w, 'Labels', record(object, 'metadata', 'labels'));
  annotationLines(w, 'Annotations', record(object, 'metadata', 'annotations'));
}

export function tolerationLines(w: Writer, title: string, tolerations: readonly JsonValue[]): void {
  w.write(0, `${title}:\t`);
  if (tolerations.length === 0) w.line(0, '<none>');
  const sorted = [...tolerations].sort((a, b) => byBytes(text(a, 'key'), text(b, 'key')));
  for (const [index, toleration] of sorted.entries())
    w.line(0, `${index === 0 ? '' : '\t'}${tolerationText(toleration)}`);
}

function tolerationText(toleration: JsonValue): string {
  const [key, value, effect] = ['key', 'value', 'effect'].map((field) => text(toleration, field));
  const exists =
    text(toleration, 'operator') === 'Exists' && value === ''
      ? key !== '' || effect !== ''
        ? ' op=Exists'
        : 'op=Exists'
      : '';
  const seconds = has(toleration, 'tolerationSeconds') ? ` for ${count(toleration, 'tolerationSeconds')}s` : '';
  return `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}${exists}${seconds}`;
}

/** `Kind/name` of the controlling owner. */
export function controllerName(object: JsonObject): string {
  const owner = list(object, 'metadata', 'ownerReferences').find((reference) => at(reference, 'controller') === true);
  return owner === undefined ? '' : `${text(owner, 'kind')}/${text(owner, 'name')}`;
}

/** Type, status and reason. */
export function conditionLines(w: Writer, conditions: readonly JsonValue[]): void {
  if (conditions.length === 0) return;
  w.line(0, 'Conditions:\n  Type\tStatus\tReason');
  w.line(1, '----\t------\t------');
  for (const condition of conditions)
    w.line(1, `${text(condition, 'type')} \t${text(condition, 'status')}\t${text(condition, 'reason')}`);
}

/** Type, status, when it changed, reason and message. */
export function timedConditionLines(w: Writer, conditions: readonly JsonValue[]): void {
  if (conditions.length === 0) return;
  w.line(0, 'Conditions:');
  w.line(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage');
  w.line(1, '----\t------\t------------------\t------\t-------');
  for (const condition of conditions) {
    const [type, status, reason, message] = ['type', 'status', 'reason', 'message'].map((field) =>
      text(condition, field),
    );
    w.line(1, `${type}\t${status}\t${longTime(text(condition, 'lastTransitionTime'))}\t${reason}\t${message}`);
  }
}

export function eventLines(w: Writer, object: JsonObject, context: DescribeContext): void {
  if (context.hideEvents) return;
  const uid = text(object, 'metadata', 'uid');
  const about = (event: JsonObject) => {
    const told = text(event, 'involvedObject', 'uid');
    if (text(event, 'involvedObject', 'namespace') !== text(object, 'metadata', 'namespace')) return false;
    return (
      told !== '' && (told === uid || (text(object, 'kind') === 'Node' && told === text(object, 'metadata', 'name')))
    );
  };
  const events = context.list('Event').filter(about);
  if (events.length === 0) {
    w.line(0, 'Events:\t<none>');
    return;
  }
  w.flush();
  w.line(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage');
  w.line(1, '----\t------\t----\t----\t-------');
  const last = (event: JsonObject) => Date.parse(text(event, 'lastTimestamp')) || 0;
  for (const event of [...events].sort((a, b) => last(a) - last(b))) w.line(1, eventLine(event, context));
}

function eventLine(event: JsonObject, { nowMs }: DescribeContext): string {
  const first = since(nowMs, text(event, 'eventTime') || text(event, 'firstTimestamp'));
  const source = text(event, 'source', 'component') || text(event, 'reportingComponent');
  const field = text(event, 'involvedObject', 'fieldPath');
  const message = text(event, 'message').trim();
  const said = field === '' ? message : `${field}: ${message}`;
  return [text(event, 'type'), text(event, 'reason'), interval(event, first, nowMs), source, said].join('\t');
}

function interval(event: JsonObject, first: string, nowMs: number): string {
  if (has(event, 'series'))
    return `${since(nowMs, text(event, 'series', 'lastObservedTime'))} (x${count(event, 'series', 'count')} over ${first})`;
  const times = count(event, 'count');
  return times > 1 ? `${since(nowMs, text(event, 'lastTimestamp'))} (x${times} over ${first})` : first;
}

/** As Go prints a list. */
export const goList = (values: readonly JsonValue[]): string => `[${values.map(String).join(' ')}]`;

export const boolText = (value: JsonValue | undefined): string =>
  value === undefined ? '<unset>' : value === true ? 'True' : 'False';

/** Pods of a controller by phase. */
export function podCounts(object: JsonObject, context: DescribeContext): string {
  const uid = text(object, 'metadata', 'uid');
  const mine = context
    .list('Pod')
    .filter((pod) =>
      list(pod, 'metadata', 'ownerReferences').some(
        (owner) => at(owner, 'controller') === true && text(owner, 'uid') === uid,
      ),
    );
  const of = (phase: string) => mine.filter((pod) => text(pod, 'status', 'phase') === phase).length;
  return `${of('Running')} Running / ${of('Pending')} Waiting / ${of('Succeeded')} Succeeded / ${of('Failed')} Failed`;
}
