// Places of the workspace as a hover shows them: links that open the line, and whose line it is.
import { factsOf } from '../../workspace/facts.ts';
import { positionOf } from '../../workspace/file.ts';
import type { Site } from '../../workspace/site.ts';
import { fileIn, type Workspace } from '../../workspace/workspace.ts';

const mostPlaces = 5;

/** `config.yaml:12`, which opens the line. @param folder put before the name */
export function link(workspace: Workspace, { uri, index, span }: Site, folder = ''): string {
  const file = fileIn(workspace, uri);
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  if (!file) return name;
  const line = positionOf(file, index, span.start).line + 1;
  return `[${folder}${name}:${line}](${uri}#L${line})`;
}

/** The first places with the objects that they are in, `Deployment/web [web.yaml:12]`; how many are left out. */
export function placesText(workspace: Workspace, sites: readonly Site[]): string {
  const shown = sites.slice(0, mostPlaces).map((site) => `${ownerOf(workspace, site)}${link(workspace, site)}`);
  const rest = sites.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` … +${rest}` : ''}`;
}

function ownerOf(workspace: Workspace, { uri, index, span }: Site): string {
  const document = fileIn(workspace, uri)?.documents[index];
  const holder = document && factsOf(document).objects.find((fact) => holds(fact.span, span.start));
  return holder && holder.name !== '' ? `${holder.kind}/${holder.name} ` : '';
}

function holds({ start, end }: Site['span'], offset: number): boolean {
  return start <= offset && offset <= end;
}
