// Why an object is not there: the server refused it, in its own words and with its own field; or it was deleted.
import { text, verbatim } from '../../text.ts';
import { refKey } from '../replay.ts';
import type { ObjectRef, Refusal, Trace } from '../trace.ts';
import type { Found, WhyStep } from './moment.ts';

/** The last refusal of the object up to a time. */
export function whyRefused(trace: Trace, ref: ObjectRef, atMs: number): Found | undefined {
  const refusal = trace.refusals.findLast((one) => one.atMs <= atMs && refKey(one.ref) === refKey(ref));
  if (!refusal) return undefined;
  const what = text('the API server refused it, so nothing was stored', 'API server 拒绝了它，因此未存储任何内容');
  return { symptom: 'Refused', steps: [{ says: what, object: ref }, ...causes(refusal)] };
}

function causes({ ref, message, causes: all }: Refusal): readonly WhyStep[] {
  if (all.length === 0) return [{ says: verbatim(message), object: ref }];
  return all.map(({ field, message: words }) => ({
    says: verbatim(`${field}: ${words}`),
    object: ref,
    ...(field !== '' && { field }),
  }));
}

/** Who deleted it, when the trace saw it go. */
export function whyGone(trace: Trace, ref: ObjectRef, atMs: number): Found | undefined {
  const key = refKey(ref);
  const last = trace.writes.findLast((write) => write.atMs <= atMs && refKey(write.ref) === key);
  if (last?.verb !== 'delete') return undefined;
  const { object, field, because } = last.cause;
  const says = text(`deleted by ${last.actor} (${because})`, `已被 ${last.actor} 删除（${because}）`);
  return { symptom: 'Deleted', steps: [{ says, object: object ?? ref, ...(field !== undefined && { field }) }] };
}
