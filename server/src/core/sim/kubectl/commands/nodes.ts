// `kubectl cordon`, `uncordon` and `taint`. Sources: kubectl/pkg/cmd/{drain,taint} (v1.36).
import type { ClusterView, Command } from '../../frame.ts';
import { asJson, type Node, type Taint } from '../../objects.ts';
import { type Doing, type Found, fail, findTargets, forEachTarget, patchOf, print, refuse, shown } from '../command.ts';
import { type Arguments, isSet } from '../flags.ts';

export const cordon = (view: ClusterView, args: Arguments): Command =>
  forEachTarget(findTargets(view, ['node', ...args.words], args), (found) => setUnschedulable(found, true));

export const uncordon = (view: ClusterView, args: Arguments): Command =>
  forEachTarget(findTargets(view, ['node', ...args.words], args), (found) => setUnschedulable(found, false));

export function* setUnschedulable(found: Found, wanted: boolean): Doing<number> {
  const word = wanted ? 'cordoned' : 'uncordoned';
  if (((found.object as Node).spec?.unschedulable ?? false) === wanted) {
    yield print(`${shown(found)} already ${word}\n`);
    return 0;
  }
  const outcome = yield patchOf(found.object, { spec: { unschedulable: wanted ? true : null } }, 'spec.unschedulable');
  if (!outcome.ok) return yield* refuse(outcome, found.object);
  yield print(`${shown(found)} ${word}\n`);
  return 0;
}

interface Wish {
  readonly taint: Taint;
  readonly remove: boolean;
}

export function* taint(view: ClusterView, args: Arguments): Command {
  const [type = 'node', ...words] = args.words;
  const wishes = words.filter((word) => word.includes('=') || word.includes(':') || word.endsWith('-'));
  const targets = findTargets(view, [type, ...words.filter((word) => !wishes.includes(word))], args);
  return yield* forEachTarget(targets, (found) => taintOne(found, wishes.map(parse), isSet(args, 'overwrite')));
}

/** `key=value:effect`, `key:effect`, with `-` at the end to remove. */
function parse(word: string): Wish {
  const remove = word.endsWith('-');
  const [pair = '', effect = ''] = (remove ? word.slice(0, -1) : word).split(':');
  const [key = '', value] = pair.split('=');
  return { remove, taint: { key, effect, ...(value !== undefined && { value }) } };
}

function* taintOne(found: Found, wishes: readonly Wish[], overwrite: boolean): Doing<number> {
  const { name } = found.object.metadata;
  const before = (found.object as Node).spec?.taints ?? [];
  const same = (a: Taint, b: Taint) => a.key === b.key && (b.effect === '' || a.effect === b.effect);
  for (const { taint: wanted, remove } of wishes) {
    const known = before.some((one) => same(one, wanted));
    if (remove && !known)
      return yield* fail(`taint "${wanted.key}${wanted.effect === '' ? '' : `:${wanted.effect}`}" not found`);
    if (!remove && known && !overwrite)
      return yield* fail(
        `node ${name} already has ${wanted.key} taint(s) with same effect(s) and --overwrite is false`,
      );
  }
  const kept = before.filter((one) => !wishes.some((wish) => same(one, wish.taint)));
  const added = wishes.filter(({ remove }) => !remove).map(({ taint: wanted }) => wanted);
  const taints = [...added, ...kept];
  const patch = { spec: { taints: taints.length > 0 ? taints.map(asJson) : null } };
  const outcome = yield patchOf(found.object, patch, 'spec.taints');
  if (!outcome.ok) return yield* refuse(outcome, found.object);
  yield print(`${shown(found)} ${said(wishes, before, same)}\n`);
  return 0;
}

function said(wishes: readonly Wish[], before: readonly Taint[], same: (a: Taint, b: Taint) => boolean): string {
  const removes = wishes.some(({ remove }) => remove);
  const adds = wishes.some(({ remove }) => !remove);
  const overwrites = wishes.some((wish) => !wish.remove && before.some((one) => same(one, wish.taint)));
  if ((removes && adds) || overwrites) return 'modified';
  return removes ? 'untainted' : 'tainted';
}
