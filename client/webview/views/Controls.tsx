// The player: to the start, step, play, step, to the end, the speed, and the cursor on the time of the whole run.
import type { JSX } from 'preact';
import type { Run } from '../model/run.ts';
import { type State, speeds } from '../state.ts';
import { clock, type Say, type Word } from '../words.ts';
import type { Dispatch } from './Panel.tsx';

interface Props {
  readonly state: State;
  readonly run: Run;
  readonly say: Say;
  readonly dispatch: Dispatch;
}

export function Controls({ state, run, say, dispatch }: Props): JSX.Element {
  const { playing, kept } = state;
  const button = (icon: string, word: Word, act: () => void): JSX.Element => (
    <vscode-toolbar-button icon={icon} label={say(word)} title={say(word)} onClick={act} />
  );
  return (
    <div class="controls" role="toolbar" aria-label={say('time')}>
      {button('debug-reverse-continue', 'toStart', () => dispatch({ type: 'seek', atMs: 0 }))}
      {button('debug-step-back', 'back', () => dispatch({ type: 'step', by: -1 }))}
      {button(playing ? 'debug-pause' : 'play', playing ? 'pause' : 'play', () =>
        dispatch({ type: 'play', on: !playing }),
      )}
      {button('debug-step-over', 'forward', () => dispatch({ type: 'step', by: 1 }))}
      {button('debug-continue', 'toEnd', () => dispatch({ type: 'seek', atMs: run.spanMs }))}
      <fieldset class="speeds" aria-label={say('speed')}>
        {speeds.map((speed) => (
          <button
            type="button"
            key={speed}
            aria-pressed={kept.speed === speed}
            onClick={() => dispatch({ type: 'speed', speed })}
          >
            {speed}×
          </button>
        ))}
      </fieldset>
      <input
        type="range"
        class="cursor"
        aria-label={say('time')}
        aria-valuetext={clock(kept.atMs)}
        min={0}
        max={run.spanMs}
        step={Math.max(1, Math.round(run.spanMs / 1000))}
        value={kept.atMs}
        onInput={(event) => dispatch({ type: 'seek', atMs: Number(event.currentTarget.value) })}
      />
      <output>
        {clock(kept.atMs)} / {clock(run.spanMs)}
      </output>
    </div>
  );
}
