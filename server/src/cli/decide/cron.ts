// Answers of the topic `cron`: does the server take the schedule, and when does it fall next.
import { rfc3339Text } from '../../core/kubernetes/civilTime.ts';
import { nextTime, parseCron, scheduleErrors, timeZoneErrors } from '../../core/kubernetes/cron.ts';
import { goQuote } from '../../core/kubernetes/goText.ts';
import { timeZone } from '../../core/kubernetes/timeZone.ts';
import type { Question } from '../decide.ts';

const COUNT = 5;

export function cron(question: Question): unknown {
  const schedule = String(question['schedule']);
  const zoneName = typeof question['timeZone'] === 'string' ? question['timeZone'] : undefined;
  const causes = refusals(schedule, zoneName);
  if (causes.length > 0) {
    const listed = causes.length === 1 ? causes[0] : `[${causes.join(', ')}]`;
    return { accepted: false, message: `CronJob.batch "c" is invalid: ${listed}` };
  }
  return { accepted: true, next: nextTimes(schedule, zoneName, Date.parse(String(question['from']))) };
}

function refusals(schedule: string, zoneName: string | undefined): string[] {
  const about = (field: string, value: string, errors: readonly string[]): string[] =>
    errors.map((error) => `${field}: Invalid value: ${goQuote(value)}: ${error}`);
  if (schedule === '') return ['spec.schedule: Required value'];
  return [
    ...about('spec.schedule', schedule, scheduleErrors(schedule)),
    ...(zoneName === undefined ? [] : about('spec.timeZone', zoneName, timeZoneErrors(zoneName))),
  ];
}

function nextTimes(schedule: string, zoneName: string | undefined, fromMs: number): string[] {
  const parsed = parseCron(schedule);
  if ('error' in parsed) throw new Error(parsed.error);
  const zone = zoneName === undefined ? undefined : timeZone(zoneName);
  const inZone = zone ? { ...parsed.schedule, zone } : parsed.schedule;
  const times: string[] = [];
  let at: number | undefined = fromMs;
  while (times.length < COUNT) {
    at = nextTime(inZone, at);
    if (at === undefined) break;
    times.push(rfc3339Text(at));
  }
  return times;
}
