// `kpod changes --from 1.30 --to 1.36 FILE…`: what another Kubernetes version would change for these manifests, as Markdown.
import { versionChanges } from '../core/features/versionChanges.ts';
import { versionChangesPage } from '../core/features/versionChangesPage.ts';
import { type Locale, pick, type Text, text } from '../core/text.ts';
import { linesOf } from '../core/workspace/document.ts';
import { lastAtMost } from '../core/workspace/lines.ts';
import { defaultSettings } from '../core/workspace/settings.ts';
import type { Site } from '../core/workspace/site.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import { schemaOf } from '../lsp/schemas.ts';
import { lastValue, readArguments } from './arguments.ts';
import { localeFrom } from './locale.ts';
import { type GivenFile, readManifests } from './manifestFiles.ts';
import { uriOf, workspaceOf } from './workspaceOf.ts';

/** Gives 1 when something would break. */
export async function changes(args: readonly string[]): Promise<number> {
  const given = readArguments(args, { values: ['from', 'to', 'locale'], flags: [] });
  if ('problem' in given) return misused(given.problem, localeFrom(undefined, process.env));
  const locale = localeFrom(lastValue(given, 'locale'), process.env);
  const from = lastValue(given, 'from');
  if (from === undefined || given.rest.length === 0) {
    return misused(
      text('name files or folders, and a version with --from', '请给出文件或目录，并以 --from 指定版本'),
      locale,
    );
  }
  const files = readManifests(given.rest);
  if ('problem' in files) return misused(files.problem, locale);
  const workspace = workspaceOf(files, { ...defaultSettings, locale });
  const found = versionChanges(workspace, schemaOf, from, lastValue(given, 'to') ?? 'latest');
  process.stdout.write(versionChangesPage(found, locale, (site) => placeOf(workspace, files, site)));
  return found.come.length > 0 ? 1 : 0;
}

function placeOf(workspace: Workspace, files: readonly GivenFile[], { uri, index, span }: Site): string {
  const file = fileIn(workspace, uri);
  const document = file?.documents[index];
  const line = document ? (file.firstLines[index] ?? 0) + lastAtMost(linesOf(document), span.start) + 1 : 1;
  const name = files.find((given) => uriOf(given) === uri)?.path ?? uri;
  return `${name}:${line}`;
}

function misused(problem: Text | string, locale: Locale): number {
  process.stderr.write(`kpod changes: ${typeof problem === 'string' ? problem : pick(problem, locale)}\n`);
  return 2;
}
