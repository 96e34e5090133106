// The language of what the command line prints: as told, else as the shell's environment has it.
import type { Locale } from '../core/text.ts';

/** `--locale`, else LC_ALL, LC_MESSAGES, LANG: Chinese for `zh_CN.UTF-8` and its like, else English. */
export function localeFrom(
  told: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Locale {
  const given = told ?? (environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG']);
  return /^zh([-_](cn|sg|hans)|$|\.)/i.test(given ?? '') ? 'zh-cn' : 'en';
}
