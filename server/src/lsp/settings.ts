// From what an editor sends as its configuration to the settings of the core. What is missing or makes no sense counts
// as not set.
import type { Locale } from '../core/text.ts';
import { defaultSettings, type Settings } from '../core/workspace/settings.ts';

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
    timeHints: given['simulationHints'] !== false,
  };
}

function localeFrom(chosen: string, language: string | undefined): Locale {
  return /^zh(-(cn|hans|sg))?$/i.test(chosen === 'auto' ? (language ?? 'en') : chosen) ? 'zh-cn' : 'en';
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
