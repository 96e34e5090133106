// What the workspace knows of the name under the pointer: where it is defined it says who uses it, where it is used what it
// leads to: the object at a glance, what a key holds, which number a port has, what a volume is.
import { kindFacts, kindFactsOfType } from '../../kubernetes/kinds/catalogue.ts';
import { type Locale, pick, text } from '../../text.ts';
import { treeToRead } from '../../workspace/document.ts';
import { factsOf, type ObjectFact } from '../../workspace/facts.ts';
import type { DocumentPlace, ManifestFile } from '../../workspace/file.ts';
import type { Entry } from '../../workspace/index.ts';
import type { Site } from '../../workspace/site.ts';
import { fileIn, type Workspace } from '../../workspace/workspace.ts';
import { pathAt } from '../../yaml/cursor.ts';
import { nodeAt } from '../../yaml/path.ts';
import type { Name } from '../names.ts';
import { objectSummary } from './objectSummary.ts';
import { preview } from './preview.ts';
import { placesText } from './sites.ts';

/** Markdown; undefined where there is nothing but the place itself. */
export function nameSection(
  workspace: Workspace,
  file: ManifestFile,
  place: DocumentPlace,
  name: Name,
  locale: Locale,
): string | undefined {
  const isHere = ({ uri, index, span }: Site): boolean =>
    uri === file.uri && index === place.index && span.start <= place.offset && place.offset <= span.end;
  const { uses } = name;
  const isNear = ({ uri }: Site): number => Number(uri === file.uri);
  const definitions = [...name.definitions].sort((a, b) => isNear(b) - isNear(a));
  if (definitions.some(isHere)) return usedIn(workspace, [...uses], locale);
  if (definitions.length === 0) return missing(workspace, name, isHere, locale);
  const objects = name.what === 'object' ? definitions.flatMap((site) => objectNamedAt(workspace, site)) : [];
  const shown = objects.slice(0, mostObjects).map((entry) => objectSummary(workspace, entry, locale));
  const others = objects.length > 0 ? definitions.slice(mostObjects) : definitions;
  const words = pick(text('Defined in ', '定义处：'), locale) + placesText(workspace, others);
  return [...shown, ...(others.length > 0 ? [words] : []), ...detail(workspace, name)].join('\n\n');
}

const mostObjects = 2;

function usedIn(workspace: Workspace, uses: readonly Site[], locale: Locale): string | undefined {
  return uses.length === 0 ? undefined : pick(text('Used in ', '使用处：'), locale) + placesText(workspace, uses);
}

/** Said of objects only: other names that nothing defines are findings. */
function missing(
  workspace: Workspace,
  { what, name, of = '', uses }: Name,
  isHere: (site: Site) => boolean,
  locale: Locale,
) {
  if (what !== 'object' || kindFactsOfType(of)?.provided?.some((pattern) => pattern.test(name))) return undefined;
  const others = uses.filter((site) => !isHere(site));
  const kind = of.slice(of.indexOf('/') + 1);
  const words = pick(text(`No such ${kind} in this workspace`, `此工作区中没有该 ${kind}`), locale);
  const also = usedIn(workspace, others, locale);
  return also ? `${words}\n\n${also}` : words;
}

function objectNamedAt(workspace: Workspace, { uri, index, span }: Site): readonly Entry<ObjectFact>[] {
  const document = fileIn(workspace, uri)?.documents[index];
  const fact = document && factsOf(document).objects.find(({ nameSpan }) => nameSpan.start === span.start);
  return document && fact ? [{ uri, document, fact }] : [];
}

/** Of a key the value, of what is local to an object its item; of a single definition only. */
function detail(workspace: Workspace, { what, definitions }: Name): readonly string[] {
  const [site] = definitions;
  const document = site && fileIn(workspace, site.uri)?.documents[site.index];
  if (!site || !document || definitions.length > 1) return [];
  if (what === 'object' || what === 'label' || what === 'label key' || what === 'anchor') return [];
  const holder = factsOf(document).objects.find(
    ({ span }) => span.start <= site.span.start && site.span.end <= span.end,
  );
  if (what === 'member' && (!holder || hasSecretMembers(holder))) return [];
  const { root } = treeToRead(document);
  const at = pathAt(root, site.span.start);
  const item = at?.on === 'key' ? at.path : (at?.path ?? []).slice(0, -1);
  const shown = preview(document.text, nodeAt(root, item), [], mostLines);
  return shown === '' ? [] : [shown];
}

const mostLines = 8;

/** What is secret is shown where it is written, not wherever it is named. */
function hasSecretMembers({ apiVersion, kind }: ObjectFact): boolean {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return kindFacts(group, kind)?.members?.some(({ isSecret }) => isSecret) ?? false;
}
