// Which language the extension speaks, and its words in that one.
import { env, workspace } from 'vscode';
import { type Locale, pick, type Text } from '../../server/src/core/text.ts';

/** The language of our own words: the setting, else VS Code's display language. */
export function locale(): Locale {
  const chosen = workspace.getConfiguration('kpod').get<string>('locale', 'auto');
  const language = chosen === 'auto' ? env.language : chosen;
  return /^zh(-(cn|hans|sg))?$/i.test(language) ? 'zh-cn' : 'en';
}

export function say(words: Text): string {
  return pick(words, locale());
}
