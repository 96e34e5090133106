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
  /** Further lenses, each for itself. */
  readonly lenses: { readonly references: boolean; readonly selectedPods: boolean; readonly replicas: boolean };
  readonly inlayHints: {
    readonly selectedPods: boolean;
    readonly ports: boolean;
    readonly decodedBase64: boolean;
    readonly defaults: boolean;
  };
  readonly format: FormatOptions;
  /** Hints of what only a simulation reveals. */
  readonly timeHints: boolean;
  /** Whether the catalogue of popular custom resources is asked about kinds that nobody here defines. */
  readonly catalogue: boolean;
  /** API groups of whose objects nothing is said that needs their definition. */
  readonly foreignGroups: readonly string[];
  readonly helm: HelmSettings;
  /** What the workspace holds completely, so that what is missing of it is an error. */
  readonly complete?: Completeness | undefined;
  /** What the command line says: it wins over files, as they win over the rest. */
  readonly commandLine?: Partial<Pick<Settings, 'kubernetesVersion' | 'profiles' | 'ruleLevels'>>;
}

export interface FormatOptions {
  /** How lists are written: as the file mostly does, further in than their key, or in its column. */
  readonly lists: 'keep' | 'indented' | 'indentless';
  /** `apiVersion`, `kind`, `metadata` first, `status` last. */
  readonly sortsTopKeys: boolean;
}

/** How charts are installed that are rendered here. */
export interface HelmSettings {
  /**
   * Values files laid over a chart's own, later over earlier, as `-f a -f b`: paths or globs from the chart's folder.
   * `charts` is a glob of chart folders; of several that fit the longest counts.
   */
  readonly valuesFiles: readonly { readonly charts: string; readonly files: readonly string[] }[];
  readonly releaseName: string;
  readonly namespace: string;
  /** What the cluster serves besides Kubernetes' own: `monitoring.coreos.com/v1`. */
  readonly apiVersions: readonly string[];
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
  lenses: { references: false, selectedPods: false, replicas: false },
  inlayHints: { selectedPods: true, ports: true, decodedBase64: false, defaults: false },
  format: { lists: 'keep', sortsTopKeys: false },
  timeHints: true,
  helm: { valuesFiles: [], releaseName: 'release-name', namespace: 'default', apiVersions: [] },
  catalogue: true,
  foreignGroups: [],
};
