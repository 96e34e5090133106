// `kubectl events`: what has been told, oldest first. Source: kubectl/pkg/cmd/events (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { asJson } from '../../objects.ts';
import { since } from '../ages.ts';
import { fail, namespaceOf, print } from '../command.ts';
import { resourceIn } from '../customResources.ts';
import { type Arguments, flag, isSet } from '../flags.ts';
import { count, has, text } from '../read.ts';
import { layOut, oneLine } from '../table.ts';

export function* events(view: ClusterView, args: Arguments): Command {
  const everywhere = isSet(args, 'all-namespaces');
  const about = flag(args, 'for');
  const [type = '', name] = about?.split('/') ?? [];
  const resource = about === undefined ? undefined : resourceIn(view, type);
  if (about !== undefined && (!resource || name === undefined))
    return yield* fail(`--for must be in resource/name form`);
  const types = flag(args, 'types')?.toLowerCase().split(',');
  const found = view
    .list('Event', everywhere ? undefined : namespaceOf(args))
    .map(asJson)
    .filter((event) => !types || types.includes(text(event, 'type').toLowerCase()))
    .filter((event) => !resource || isAbout(event, resource.kind, name ?? ''))
    .sort((a, b) => lastSeen(a) - lastSeen(b));
  if (found.length === 0) {
    yield print(everywhere ? 'No events found.\n' : `No events found in ${namespaceOf(args)} namespace.\n`);
    return 0;
  }
  const space = everywhere ? ['NAMESPACE'] : [];
  const header = [...space, 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
  const rows = found.map((event) => [
    ...(everywhere ? [text(event, 'metadata', 'namespace')] : []),
    seen(event, view.epochMs),
    text(event, 'type'),
    text(event, 'reason'),
    `${text(event, 'involvedObject', 'kind')}/${text(event, 'involvedObject', 'name')}`,
    oneLine(text(event, 'message').trim()),
  ]);
  yield print(layOut(isSet(args, 'no-headers') ? rows : [header, ...rows]));
  return 0;
}

const isAbout = (event: JsonObject, kind: string, name: string): boolean =>
  text(event, 'involvedObject', 'kind') === kind && text(event, 'involvedObject', 'name') === name;

const lastTime = (event: JsonObject): string =>
  text(event, 'series', 'lastObservedTime') || text(event, 'lastTimestamp') || text(event, 'eventTime');
const firstTime = (event: JsonObject): string => text(event, 'firstTimestamp') || text(event, 'eventTime');
const lastSeen = (event: JsonObject): number => Date.parse(lastTime(event));

/** `6s (x2 over 9s)` where it was told more than once. */
function seen(event: JsonObject, nowMs: number): string {
  const times = has(event, 'series') ? count(event, 'series', 'count') : count(event, 'count');
  const last = since(nowMs, lastTime(event));
  return times > 1 ? `${last} (x${times} over ${since(nowMs, firstTime(event))})` : last;
}
