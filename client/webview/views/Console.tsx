// kubectl at the cursor's time: the line typed here is asked again at every moment, so its answer moves with the cursor.
import type { JSX } from 'preact';
import type { Run } from '../model/run.ts';
import type { Say } from '../words.ts';
import type { Dispatch } from './Panel.tsx';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly command: string;
  readonly say: Say;
  readonly dispatch: Dispatch;
}

const suggestions = [
  'get pods -o wide',
  'get deployments,replicasets,statefulsets',
  'get nodes',
  'get services,endpointslices',
  'get pvc,pv',
  'get events',
  'describe pods',
];

export function Console({ run, atMs, command, say, dispatch }: Props): JSX.Element {
  return (
    <div class="console">
      <label>
        <span>$ kubectl</span>
        <input
          type="text"
          list="kubectl-lines"
          spellcheck={false}
          value={command}
          placeholder={say('commandHint')}
          aria-label={say('commandHint')}
          onInput={(event) => dispatch({ type: 'command', line: event.currentTarget.value })}
        />
        <datalist id="kubectl-lines">
          {suggestions.map((line) => (
            <option key={line} value={line} />
          ))}
        </datalist>
      </label>
      <pre>{`${run.trace.commands.length} ${atMs} ${command}`}</pre>
    </div>
  );
}
