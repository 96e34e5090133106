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
  readonly selected: string | undefined;
  readonly say: Say;
  readonly dispatch: Dispatch;
}

const usual = [
  'get pods -o wide',
  'get all',
  'get events',
  'get nodes',
  'get endpointslices',
  'get pvc,pv',
  'get configmaps,secrets',
] as const;

export function Console({ run, atMs, command, selected, say, dispatch }: Props): JSX.Element {
  // Between two changes the answer differs only in ages: it is asked again at changes and seconds, not at each frame.
  const moment = Math.max(momentAtOrBefore(run, atMs), Math.floor(atMs / 1000) * 1000);
  const answer = useMemo(() => kubectlAt(run, moment, command), [run, moment, command]);
  const lines = selected === undefined ? usual : [describeLine(run, selected), ...usual];
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
          {lines.map((line) => (
            <option key={line} value={line} />
          ))}
        </datalist>
      </label>
      <p class="usual">
        {lines.map((line) => (
          <button type="button" class="link" key={line} onClick={() => dispatch({ type: 'command', line })}>
            {line}
          </button>
        ))}
      </p>
      <pre aria-live="off">
        {answer.output}
        {answer.refused && say('readOnly')}
      </pre>
    </div>
  );
}

function describeLine(run: Run, key: string): string {
  const ref = run.history.get(key)?.[0]?.write.ref;
  if (!ref) return 'get all';
  const namespace = ref.namespace === undefined || ref.namespace === 'default' ? '' : ` -n ${ref.namespace}`;
  return `describe ${ref.kind.toLowerCase()} ${ref.name}${namespace}`;
}
