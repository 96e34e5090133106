// kubectl at the cursor's time: the line typed here is asked again at every moment, so its answer moves with the cursor.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { kubectlAt } from '../model/clusterView.ts';
import { momentAtOrBefore, type Run } from '../model/run.ts';
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
  // Between two changes the answer differs only in ages: it is asked again at each change, not at each frame.
  const moment = momentAtOrBefore(run, atMs);
  const answer = useMemo(() => kubectlAt(run, moment, command), [run, moment, command]);
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
      <pre aria-live="off">
        {answer.output}
        {answer.refused && say('readOnly')}
      </pre>
    </div>
  );
}
