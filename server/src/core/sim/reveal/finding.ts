// What only time reveals, as data: a finding at a field of an object, with the chain of causes behind it.
import type { Text } from '../../text.ts';
import type { ObjectRef } from '../trace.ts';
import type { WhyStep } from '../why/moment.ts';

/** Their summaries stand with all codes, in core/features. */
export const timeCodes = [
  'zero-available-update',
  'stuck-rollout',
  'restarts-forever',
  'stays-pending',
  'job-never-succeeds',
  'pre-stop-exceeds-grace',
  'budget-blocks-drains',
  'claim-without-volume',
  'service-without-endpoints',
  'refused-pods',
] as const;
export type TimeCode = (typeof timeCodes)[number];

export interface TimeFinding {
  readonly code: TimeCode;
  readonly object: ObjectRef;
  readonly field?: string;
  readonly message: Text;
  readonly causes: readonly WhyStep[];
}
