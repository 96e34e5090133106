// What the user turned on: profiles first, then single rules. A value, merged from `.kpod.yaml`, the editor's
// settings and the command line outside this room.
import type { Profile, Rule, RuleLevel } from './rule.ts';

export const profiles: readonly Profile[] = [
  'recommended',
  'strict',
  'pss-baseline',
  'pss-restricted',
  'kube-linter',
  'kube-score',
];

export const levels: readonly RuleLevel[] = ['off', 'hint', 'info', 'warning', 'error'];

export interface RuleSettings {
  /** Later profiles win over earlier ones where both name a rule. */
  readonly profiles: readonly Profile[];
  /** Wins over every profile. */
  readonly levels: Readonly<Record<string, RuleLevel>>;
}

export const defaultRuleSettings: RuleSettings = { profiles: ['recommended'], levels: {} };

/** The level a rule runs at. `recommended` is the rules' own levels: what is off there is off unless asked for. */
export function levelOf(rule: Rule, settings: RuleSettings): RuleLevel {
  const own = settings.levels[rule.id];
  if (own !== undefined) return own;
  let level: RuleLevel = settings.profiles.includes('recommended') ? rule.level : 'off';
  for (const profile of settings.profiles) level = rule.profiles?.[profile] ?? level;
  return level;
}
