// From what an editor sends as its configuration to the settings of the core. What is missing or makes no sense counts
// as not set.
import type { Locale } from '../core/text.ts';
import { defaultSettings, type FormatOptions, type HelmSettings, type Settings } from '../core/workspace/settings.ts';

/** @param language the editor's display language, for those who let it choose */
export function settingsFrom(section: unknown, language: string | undefined): Settings {
  const given = isRecord(section) ? section : {};
  const profile = given['profile'];
  const levels = Object.entries(isRecord(given['rules']) ? given['rules'] : {});
  return {
    kubernetesVersion: word(given['kubernetesVersion']) ?? defaultSettings.kubernetesVersion,
    locale: localeFrom(word(given['locale']) ?? 'auto', language),
    profiles: typeof profile === 'string' ? [...new Set(['recommended', profile])] : defaultSettings.profiles,
    ruleLevels: Object.fromEntries(levels.filter((pair): pair is [string, string] => typeof pair[1] === 'string')),
    codeLens: given['codeLens'] !== false,
    lenses: switches(defaultSettings.lenses, given['lenses']),
    inlayHints: switches(defaultSettings.inlayHints, given['inlayHints']),
    format: formatFrom(given['format']),
    catalogue: given['catalogue'] !== false,
    foreignGroups: [],
    timeHints: given['simulationHints'] !== false,
    helm: helmFrom(given['helm']),
  };
}

/**
 * The settings of the whole, and of the folders that have others.
 * @param sections of the whole, then of each folder; fewer where the editor knows none of folders
 */
export function settingsOfFolders(
  [whole, ...ofFolders]: readonly unknown[],
  folders: readonly string[],
  language: string | undefined,
): readonly [Settings, ReadonlyMap<string, Settings>] {
  const settings = settingsFrom(whole, language);
  const words = JSON.stringify(settings);
  const own = ofFolders.flatMap((section, at): (readonly [string, Settings])[] => {
    const folder = folders[at];
    const theirs = settingsFrom(section, language);
    return folder === undefined || JSON.stringify(theirs) === words ? [] : [[folder, theirs]];
  });
  return [settings, new Map(own)];
}

/** Those of the defaults that are given as true or false count as given. */
function switches<T extends Readonly<Record<string, boolean>>>(defaults: T, section: unknown): T {
  if (!isRecord(section)) return defaults;
  const given = Object.entries(section).filter(([name, value]) => name in defaults && typeof value === 'boolean');
  return { ...defaults, ...Object.fromEntries(given) };
}

function formatFrom(section: unknown): FormatOptions {
  const given = isRecord(section) ? section : {};
  const lists = (['keep', 'indented', 'indentless'] as const).find((way) => way === given['lists']);
  return { lists: lists ?? defaultSettings.format.lists, sortsTopKeys: given['sortTopKeys'] === true };
}

function helmFrom(section: unknown): HelmSettings {
  const given = isRecord(section) ? section : {};
  const files = given['valuesFiles'];
  const ofCharts = isRecord(files) ? Object.entries(files) : [['**', files] as const];
  return {
    valuesFiles: ofCharts.flatMap(([charts, list]) => (Array.isArray(list) ? [{ charts, files: words(list) }] : [])),
    releaseName: word(given['releaseName']) || defaultSettings.helm.releaseName,
    namespace: word(given['namespace']) || defaultSettings.helm.namespace,
    apiVersions: words(given['apiVersions']),
  };
}

const words = (given: unknown): readonly string[] =>
  Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [];

function localeFrom(chosen: string, language: string | undefined): Locale {
  return /^zh(-(cn|hans|sg))?$/i.test(chosen === 'auto' ? (language ?? 'en') : chosen) ? 'zh-cn' : 'en';
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
