// One step of a DaemonSet's rolling update: which pods go and which nodes get a new one. Source:
// pkg/controller/daemon/update.go (v1.36). Pure.
import type { Pod } from '../../objects.ts';
import { isAvailable } from '../availability.ts';
import { fitOf, pairOf, surgeOf, unavailableOf } from './daemonPods.ts';
import type { Work } from './daemonSet.ts';

export interface Plan {
  readonly create: readonly string[];
  readonly remove: readonly Pod[];
}

export function planUpdate(work: Work): Plan {
  const wanted = work.nodes.filter((node) => fitOf(work.set, node).shouldRun).map((node) => node.metadata.name);
  const names = [...new Set([...work.byNode.keys(), ...wanted])].sort();
  const surge = surgeOf(work.set, wanted.length);
  const unavailable = unavailableOf(work.set, wanted.length);
  if (surge > 0) return planSurge(work, names, surge, wanted.length);
  return planReplacement(work, names, wanted.length > 0 ? Math.max(unavailable, 1) : unavailable);
}

function available({ set, view }: Work, pod: Pod): boolean {
  return isAvailable(pod, set.spec.minReadySeconds ?? 0, view);
}

/** Without surge: unavailable old pods go at once, available ones as far as unavailability allows. */
function planReplacement(work: Work, names: readonly string[], maxUnavailable: number): Plan {
  let unavailable = 0;
  const allowed: Pod[] = [];
  const candidates: Pod[] = [];
  for (const name of names) {
    const pair = pairOf(work.set, work.byNode.get(name) ?? [], work.hash);
    if (!pair || Boolean(pair.fresh) === Boolean(pair.old)) unavailable++;
    else if (pair.fresh) unavailable += available(work, pair.fresh) ? 0 : 1;
    else if (pair.old && !available(work, pair.old)) {
      allowed.push(pair.old);
      unavailable++;
    } else if (pair.old && unavailable < maxUnavailable) candidates.push(pair.old);
  }
  return { create: [], remove: [...allowed, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))] };
}

/** With surge: a new pod beside the old one first; the old one goes when the new one is available. */
function planSurge(work: Work, names: readonly string[], maxSurge: number, desired: number): Plan {
  let surging = 0;
  let alive = 0;
  const remove: Pod[] = [];
  const leaving: Pod[] = [];
  const allowed: string[] = [];
  const candidates: string[] = [];
  for (const name of names) {
    const pair = pairOf(work.set, work.byNode.get(name) ?? [], work.hash);
    if (!pair) {
      surging++;
      continue;
    }
    const standing = pair.old ?? pair.fresh;
    if (standing && available(work, standing)) alive++;
    if (!pair.old) continue;
    if (pair.fresh) {
      if (available(work, pair.fresh)) remove.push(pair.old);
      else surging++;
      continue;
    }
    const node = work.nodes.find(({ metadata }) => metadata.name === name);
    const stays = node !== undefined && fitOf(work.set, node).shouldRun;
    if (!available(work, pair.old)) {
      if (stays) allowed.push(name);
      else remove.push(pair.old);
    } else if (!stays) leaving.push(pair.old);
    else if (surging < maxSurge) candidates.push(name);
  }
  const spare = Math.max(0, alive - desired);
  const create = [...allowed, ...candidates.slice(0, Math.max(0, maxSurge - surging))];
  return { create, remove: [...remove, ...leaving.slice(0, spare)] };
}
