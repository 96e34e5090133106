// What a scheduler plugin is. A filter prepares once per decision (PreFilter) and then judges node by node; a scorer prepares
// once for the feasible nodes (PreScore). Both are pure: preemption asks again with other pods instead of editing state.
import type { Cycle, NodeInfo } from './snapshot.ts';

/** Why a node does not fit. `unresolvable`: no removal of pods could help. */
export interface Rejection {
  readonly reasons: readonly string[];
  readonly unresolvable: boolean;
  /** Whose word it is; filled in by `fit.ts`. */
  readonly plugin?: string;
}

export type NodeFilter = (info: NodeInfo) => Rejection | undefined;

export type Prepared =
  | { readonly filter: NodeFilter /** The only nodes worth a look. */; readonly only?: ReadonlySet<string> }
  /** No node can do: PreFilter's message. */
  | { readonly reject: string }
  /** The plugin has nothing to say about this pod. */
  | undefined;

export type Scorer = EqualScorer | NodeScorer;

/** All nodes have the same points: there is nothing to ask them. */
export interface EqualScorer {
  readonly same: number;
}

export interface NodeScorer {
  readonly raw: (info: NodeInfo) => number;
  /** Scores of the feasible nodes, in order, to 0…100. */
  readonly normalize?: (scores: readonly number[], nodes: readonly NodeInfo[]) => readonly number[];
}

export interface Plugin {
  readonly name: string;
  readonly prepare?: (cycle: Cycle) => Prepared;
  readonly score?: {
    readonly weight: number;
    readonly prepare: (cycle: Cycle, feasible: readonly NodeInfo[]) => Scorer | undefined;
  };
}

export const unresolvable = (...reasons: string[]): Rejection => ({ reasons, unresolvable: true });
export const unschedulable = (...reasons: string[]): Rejection => ({ reasons, unresolvable: false });

export const maxNodeScore = 100;

/** `helper.DefaultNormalizeScore`: the largest becomes 100; reversed, the largest becomes 0. */
export function scaleToLargest(scores: readonly number[], reverse = false): readonly number[] {
  const largest = scores.reduce((a, b) => Math.max(a, b), 0);
  if (largest === 0) return scores.map(() => (reverse ? maxNodeScore : 0));
  const scaled = scores.map((score) => Math.trunc((maxNodeScore * score) / largest));
  return reverse ? scaled.map((score) => maxNodeScore - score) : scaled;
}
