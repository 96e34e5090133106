// The panel's one state and its one update: (state, message) → state, pure. What a message does outside (the file, the
// kept state, the clock) is main.tsx's business.
import { refKey } from '../../server/src/core/sim/replay.ts';
import type { PanelStart, SimulateResult, TimedCommand, ToPanel } from '../../server/src/protocol.ts';
import { momentAfter, momentBefore, type Run, runOf } from './model/run.ts';
import { fitted, following, type Scale, zoomed } from './model/scale.ts';

export const speeds = [1, 10, 100] as const;
export type Speed = (typeof speeds)[number];

export const tabs = [
  'cluster',
  'findings',
  'console',
  'events',
  'object',
  'network',
  'config',
  'storage',
  'why',
] as const;
export type Tab = (typeof tabs)[number];

/** What survives a reload of the page. */
export interface Kept {
  readonly uri: string;
  readonly atMs: number;
  readonly speed: Speed;
  readonly tab: Tab;
  readonly selected?: string;
  readonly command: string;
  /** Command lines that the run contains besides what the file says. */
  readonly commands: readonly TimedCommand[];
  /** Command lines that were asked, oldest first. */
  readonly asked: readonly string[];
  /** The request that the network tab follows. */
  readonly url: string;
  /** Height of the upper half and width of the map, in percent. */
  readonly split: { readonly upper: number; readonly map: number };
}

export interface State {
  readonly start: PanelStart;
  readonly kept: Kept;
  readonly running: boolean;
  readonly playing: boolean;
  readonly run?: Run;
  /** What the run has of other files. */
  readonly alongside: readonly string[];
  /** The part of the run that the timeline shows. */
  readonly scale: Scale;
  readonly problem?: string;
  /** The object under the editor's cursor. */
  readonly marked?: string;
  /** The system asks for less motion: a run is shown at its end, not played. */
  readonly calm: boolean;
  /** Wide enough for the map beside the tabs. */
  readonly wide: boolean;
}

export type Message =
  | ToPanel
  | { readonly type: 'seek'; readonly atMs: number }
  | { readonly type: 'step'; readonly by: 1 | -1 }
  | { readonly type: 'play'; readonly on: boolean }
  | { readonly type: 'tick'; readonly elapsedMs: number }
  | { readonly type: 'zoom'; readonly factor: number; readonly aroundMs: number }
  | { readonly type: 'fit' }
  /** By a part of what the timeline shows. */
  | { readonly type: 'nudge'; readonly part: number }
  | { readonly type: 'speed'; readonly speed: Speed }
  | { readonly type: 'select'; readonly key: string }
  | { readonly type: 'tab'; readonly tab: Tab }
  | { readonly type: 'command'; readonly line: string }
  | { readonly type: 'asked'; readonly line: string }
  | { readonly type: 'commands'; readonly commands: readonly TimedCommand[] }
  | { readonly type: 'url'; readonly url: string }
  | { readonly type: 'split'; readonly which: 'upper' | 'map'; readonly percent: number }
  | { readonly type: 'width'; readonly px: number };

const widePx = 900;

export function initialState(start: PanelStart, kept: Partial<Kept> | undefined, calm: boolean): State {
  const defaults: Kept = {
    uri: start.uri,
    atMs: 0,
    speed: 1,
    tab: 'cluster',
    command: 'get pods -o wide',
    commands: [],
    asked: [],
    url: '',
    split: { upper: 55, map: 50 },
  };
  const same = kept?.uri === start.uri;
  return {
    start,
    kept: same ? { ...defaults, ...kept } : defaults,
    running: true,
    playing: false,
    calm,
    wide: false,
    alongside: [],
    scale: { fromMs: 0, toMs: 1000 },
  };
}

export function update(state: State, message: Message): State {
  switch (message.type) {
    case 'running':
      return { ...state, running: true };
    case 'result':
      return withResult(state, message.result);
    case 'cursor':
      return message.object ? { ...state, marked: refKey(message.object) } : without(state, 'marked');
    case 'seek':
      return at(state, message.atMs);
    case 'step':
      return stepped(state, message.by);
    case 'play':
      return played(state, message.on);
    case 'tick':
      return ticked(state, message.elapsedMs);
    case 'zoom':
      return { ...state, scale: zoomed(state.scale, message.factor, message.aroundMs, state.run?.spanMs ?? 0) };
    case 'fit':
      return state.run ? { ...state, scale: fitted(state.scale, state.run) } : state;
    case 'nudge':
      return at(state, state.kept.atMs + message.part * (state.scale.toMs - state.scale.fromMs));
    case 'speed':
      return keep(state, { speed: message.speed });
    case 'select':
      return keep(state, { selected: message.key, tab: state.kept.tab === 'cluster' ? 'why' : state.kept.tab });
    case 'tab':
      return keep(state, { tab: message.tab });
    case 'command':
      return keep(state, { command: message.line });
    case 'asked':
      return keep(state, { asked: remembering(state.kept.asked, message.line) });
    case 'commands':
      return keep(state, { commands: message.commands });
    case 'url':
      return keep(state, { url: message.url });
    case 'split':
      return keep(state, { split: { ...state.kept.split, [message.which]: message.percent } });
    case 'width':
      return message.px >= widePx === state.wide ? state : { ...state, wide: message.px >= widePx };
  }
}

const mostAsked = 50;

/** Each line once, the last one last. */
function remembering(asked: readonly string[], line: string): readonly string[] {
  const words = line.trim();
  return words === '' ? asked : [...asked.filter((one) => one !== words), words].slice(-mostAsked);
}

/** A first run plays from the start; a later one keeps the cursor's time, or stays at the end if it was there. */
function withResult(state: State, result: SimulateResult): State {
  const done = { ...without(without(state, 'run'), 'problem'), running: false };
  if (!result.trace) return { ...done, playing: false, ...(result.problem && { problem: result.problem }) };
  const run = runOf(result.trace, result.revealed);
  const before = state.run;
  const wasAtEnd = before !== undefined && state.kept.atMs >= before.spanMs;
  const first = before === undefined && state.kept.atMs === 0;
  const atMs = wasAtEnd || (first && state.calm) ? run.spanMs : Math.min(state.kept.atMs, run.spanMs);
  const speed = first && run.quietMs > 20_000 ? 10 : state.kept.speed;
  const playing = (first && !state.calm) || (state.playing && !wasAtEnd);
  const { alongside = [] } = result;
  return seen({ ...keep(done, { atMs, speed }), run, alongside, playing, scale: scaleFor(run, before, state.scale) });
}

/** What was zoomed to stays; what showed the whole story shows the whole new one. */
function scaleFor(run: Run, before: Run | undefined, scale: Scale): Scale {
  const whole = before === undefined || (scale.fromMs === 0 && scale.toMs >= before.quietMs);
  return whole || scale.toMs > run.spanMs ? { fromMs: 0, toMs: run.quietMs } : scale;
}

/** The cursor never leaves the timeline. */
function seen(state: State): State {
  const scale = state.run ? following(state.scale, state.kept.atMs, state.run) : state.scale;
  return scale === state.scale ? state : { ...state, scale };
}

function at(state: State, atMs: number): State {
  const end = state.run?.spanMs ?? 0;
  return seen(keep({ ...state, playing: false }, { atMs: Math.min(Math.max(0, atMs), end) }));
}

function stepped(state: State, by: 1 | -1): State {
  if (!state.run) return state;
  const moment = by === 1 ? momentAfter(state.run, state.kept.atMs) : momentBefore(state.run, state.kept.atMs);
  return at(state, moment);
}

/** Playing from the end starts over. */
function played(state: State, on: boolean): State {
  if (!state.run) return state;
  const over = on && state.kept.atMs >= state.run.spanMs;
  return seen({ ...(over ? keep(state, { atMs: 0 }) : state), playing: on });
}

/** Playing ends where nothing more happens; played on from there, it goes to the end. */
function ticked(state: State, elapsedMs: number): State {
  const { run, kept } = state;
  if (!run || !state.playing) return state;
  const endMs = kept.atMs < run.quietMs ? run.quietMs : run.spanMs;
  const atMs = Math.min(endMs, kept.atMs + elapsedMs * kept.speed);
  return seen({ ...keep(state, { atMs }), playing: atMs < endMs });
}

function keep(state: State, change: Partial<Kept>): State {
  return { ...state, kept: { ...state.kept, ...change } };
}

function without<K extends 'marked' | 'run' | 'problem'>(state: State, name: K): Omit<State, K> & State {
  const { [name]: _, ...rest } = state;
  return rest as Omit<State, K> & State;
}
