// What the user chose, as a value on the workspace. Rules and features read what concerns them; nobody sets anything.
import type { Locale } from '../text.ts';

export interface Settings {
  /** `latest`, or a minor such as `1.31`; unknown ones mean the nearest that is known. */
  readonly kubernetesVersion: string;
  readonly locale: Locale;
  /** Names of rule profiles, and levels by rule id; the rules' room knows what they may be. */
  readonly profiles: readonly string[];
  readonly ruleLevels: Readonly<Record<string, string>>;
  readonly codeLens: boolean;
  /** Hints of what only a simulation reveals. */
  readonly timeHints: boolean;
  /** What the workspace holds completely, so that what is missing of it is an error. */
  readonly complete?: Completeness | undefined;
  /** What the command line says: it wins over files, as they win over the rest. */
  readonly commandLine?: Partial<Pick<Settings, 'kubernetesVersion' | 'profiles' | 'ruleLevels'>>;
}

/** Undefined: all of them; `*` among the kinds means all, too. */
export interface Completeness {
  readonly kinds: readonly string[] | undefined;
  readonly namespaces: readonly string[] | undefined;
}

export const defaultSettings: Settings = {
  kubernetesVersion: 'latest',
  locale: 'en',
  profiles: ['recommended'],
  ruleLevels: {},
  codeLens: true,
  timeHints: true,
};
