// How a container behaves, from the scenario's rules: for each property the first matching rule that states it. Pure.
import type { KubeletRule } from '../scenario.ts';

export type Behaviour = Omit<KubeletRule, 'match'>;

export interface Subject {
  readonly pod: string;
  readonly container: string;
  readonly image: string;
  readonly node: string;
  /** Only where a mount is asked about. */
  readonly volume?: string;
  readonly restarts: number;
  readonly nowMs: number;
}

export function behaviourOf(rules: readonly KubeletRule[], subject: Subject): Behaviour {
  const matching = rules.filter((rule) => matches(rule.match, subject)).map(({ match: _match, ...stated }) => stated);
  return Object.assign({}, ...matching.reverse());
}

function matches(match: KubeletRule['match'], subject: Subject): boolean {
  return (
    glob(match.pod, subject.pod) &&
    glob(match.container, subject.container) &&
    glob(match.image, subject.image) &&
    glob(match.node, subject.node) &&
    glob(match.volume, subject.volume ?? '') &&
    restartsMatch(match.restart ?? '', subject.restarts) &&
    subject.nowMs >= (match.afterMs ?? 0)
  );
}

/** `*` and `?`, as in a shell; an absent pattern matches everything. */
function glob(pattern: string | undefined, text: string): boolean {
  if (!pattern) return true;
  const source = pattern
    .replace(/[.+^$()|[\]\\{}]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`).test(text);
}

/** `>=1`, `>1`, `<2`, `<=2`, or a number. */
function restartsMatch(test: string, restarts: number): boolean {
  const [, operator = '', digits = ''] = /^([<>=]*)\s*(\d*)$/.exec(test.trim()) ?? [];
  const wanted = Number(digits);
  if (test === '') return true;
  if (operator === '>=') return restarts >= wanted;
  if (operator === '>') return restarts > wanted;
  if (operator === '<=') return restarts <= wanted;
  if (operator === '<') return restarts < wanted;
  return restarts === wanted;
}
