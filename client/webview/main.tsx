// The page's edge: keeps the one state, draws it once a frame, and does what messages mean outside: tell the
// extension, keep the state for a reload, let time pass while playing. Everything else is a function of the state.
import './style.css';
import './elements.ts';
import { render } from 'preact';
import type { FromPanel, PanelStart, ToPanel } from '../../server/src/protocol.ts';
import { zoomStep } from './model/scale.ts';
import { initialState, type Kept, type Message, type State, update } from './state.ts';
import { type Ask, Panel } from './views/Panel.tsx';
import { speaker } from './words.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): Partial<Kept> | undefined;
  setState(state: Kept): void;
};

const host = acquireVsCodeApi();
const page = document.querySelector('#panel');
const start: PanelStart = JSON.parse(document.body.dataset['start'] ?? '{}');
const say = speaker(start.locale);
const ask: Ask = (message) => host.postMessage(message);

let state: State = initialState(start, host.getState(), matchMedia('(prefers-reduced-motion: reduce)').matches);
let frameAsked = false;
let lastTickMs: number | undefined;

function dispatch(message: Message): void {
  const before = state;
  state = update(before, message);
  if (state === before) return;
  if (state.kept !== before.kept && !state.playing) host.setState(state.kept);
  requestFrame();
  if (state.run && state.run !== before.run) setTimeout(countFindings, findingsPauseMs);
}

/** The first picture of a run does not wait for what is to be said of it. */
const findingsPauseMs = 50;

function countFindings(): void {
  state.run?.findings();
  requestFrame();
}

function requestFrame(): void {
  if (frameAsked) return;
  frameAsked = true;
  requestAnimationFrame(draw);
}

/** One frame: time passes when playing, then the state is drawn. A hidden page gets no frames, so it does no work. */
function draw(nowMs: number): void {
  frameAsked = false;
  if (state.playing) {
    const elapsedMs = lastTickMs === undefined ? 0 : Math.min(nowMs - lastTickMs, 100);
    state = update(state, { type: 'tick', elapsedMs });
    lastTickMs = nowMs;
    if (state.playing) requestFrame();
    else host.setState(state.kept);
  } else lastTickMs = undefined;
  if (page) render(<Panel state={state} say={say} dispatch={dispatch} ask={ask} />, page);
}

function typedKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
  const message = keys[event.key];
  if (!message) return;
  dispatch(message(state));
  event.preventDefault();
}

const keys: Readonly<Record<string, (state: State) => Message>> = {
  '.': () => ({ type: 'step', by: 1 }),
  ',': () => ({ type: 'step', by: -1 }),
  ' ': ({ playing }) => ({ type: 'play', on: !playing }),
  '+': ({ kept }) => ({ type: 'zoom', factor: 1 / zoomStep, aroundMs: kept.atMs }),
  '=': ({ kept }) => ({ type: 'zoom', factor: 1 / zoomStep, aroundMs: kept.atMs }),
  '-': ({ kept }) => ({ type: 'zoom', factor: zoomStep, aroundMs: kept.atMs }),
  '0': () => ({ type: 'fit' }),
  ArrowLeft: () => ({ type: 'nudge', part: -1 / 50 }),
  ArrowRight: () => ({ type: 'nudge', part: 1 / 50 }),
  PageUp: () => ({ type: 'nudge', part: -1 / 5 }),
  PageDown: () => ({ type: 'nudge', part: 1 / 5 }),
  Home: () => ({ type: 'seek', atMs: 0 }),
  End: ({ run }) => ({ type: 'seek', atMs: run?.spanMs ?? 0 }),
};

const movesWithin = /^(Arrow|Page|Home|End)/;

/** Keys belong to the widget that has the focus where it uses them itself. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('input[type=text], textarea')) return true;
  if (target.matches('input, select, [role=tab], vscode-tab-header') && movesWithin.test(event.key)) return true;
  return event.key === ' ' && target.matches('button, [role=button], [role=tab], [role=option]');
}

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => dispatch(data));
window.addEventListener('keydown', typedKey);
new ResizeObserver(([entry]) => dispatch({ type: 'width', px: entry?.contentRect.width ?? 0 })).observe(document.body);
requestFrame();
// What was tried before a reload is tried again; a run without is asked for as before.
ask(state.kept.commands.length > 0 ? { type: 'commands', commands: state.kept.commands } : { type: 'ready' });
