// The verdict line: one sentence that judges the run, the server's refusals with the way to the field, and what was not
// played.
import type { JSX } from 'preact';
import { pick } from '../../../server/src/core/text.ts';
import type { PanelStart } from '../../../server/src/protocol.ts';
import type { Run } from '../model/run.ts';
import type { Say } from '../words.ts';
import type { Ask } from './Panel.tsx';

const signs = { good: '✓', bad: '✗', mixed: '◔' } as const;

interface Props {
  readonly run: Run;
  readonly running: boolean;
  readonly alongside: readonly string[];
  readonly locale: PanelStart['locale'];
  readonly say: Say;
  readonly ask: Ask;
}

export function VerdictLine({ run, running, alongside, locale, say, ask }: Props): JSX.Element {
  const { tone, parts, refusals, limitations } = run.verdict;
  return (
    <header class={`verdict ${tone}`}>
      <p role="status">
        <span class="sign" aria-hidden="true">
          {running ? '…' : signs[tone]}
        </span>
        {parts.map((part) => pick(part, locale)).join(' · ')}
      </p>
      {refusals.map((refusal) => (
        <button
          type="button"
          class="link refusal"
          key={refusal.message}
          title={say('openInFile')}
          onClick={() => ask({ type: 'reveal', object: refusal.ref, ...fieldOf(refusal.causes) })}
        >
          {refusal.message}
        </button>
      ))}
      {alongside.length > 0 && (
        <details>
          <summary>
            {say('alongside')}: {alongside.length}
          </summary>
          <p>{alongside.join(', ')}</p>
        </details>
      )}
      {limitations.length > 0 && (
        <details>
          <summary>
            {say('notSimulated')}: {limitations.length}
          </summary>
          {limitations.map(({ en, zh }) => (
            <p key={en}>{pick({ en, zh }, locale)}</p>
          ))}
        </details>
      )}
    </header>
  );
}

function fieldOf(causes: readonly { readonly field: string }[]): { readonly field?: string } {
  const field = causes[0]?.field;
  return field ? { field } : {};
}
