// What is worth telling of the run, most certain first: a click opens the line of the manifest that is to blame, and each
// leads to its chain of causes.
import type { JSX } from 'preact';
import { refKey } from '../../../server/src/core/sim/replay.ts';
import type { RunFinding } from '../../../server/src/core/sim/runFindings.ts';
import { pick } from '../../../server/src/core/text.ts';
import type { PanelStart } from '../../../server/src/protocol.ts';
import type { Run } from '../model/run.ts';
import { clock, type Say } from '../words.ts';
import type { Ask, Dispatch } from './Panel.tsx';

interface Props {
  readonly run: Run;
  readonly locale: PanelStart['locale'];
  readonly say: Say;
  readonly dispatch: Dispatch;
  readonly ask: Ask;
}

export function FindingsView({ run, locale, say, dispatch, ask }: Props): JSX.Element {
  if (run.found() === undefined) return <p class="empty">…</p>;
  const findings = run.findings();
  if (findings.length === 0) return <p class="empty">✓ {say('noFindings')}</p>;
  return (
    <section class="story findings" aria-label={say('findings')}>
      <ul>
        {findings.map((finding) => (
          <Row key={`${refKey(finding.about)} ${finding.says.en}`} {...{ finding, locale, say, dispatch, ask }} />
        ))}
      </ul>
    </section>
  );
}

function Row({
  finding,
  locale,
  say,
  dispatch,
  ask,
}: Omit<Props, 'run'> & { readonly finding: RunFinding }): JSX.Element {
  const { about, says, atMs, causes } = finding;
  const last = causes.at(-1);
  const look = (): void => {
    dispatch({ type: 'seek', atMs });
    dispatch({ type: 'select', key: refKey(about) });
    dispatch({ type: 'tab', tab: 'why' });
  };
  return (
    <li>
      <p>
        <span class="flag" aria-hidden="true">
          ▲
        </span>{' '}
        <b>
          {about.kind}/{about.name}
        </b>{' '}
        {pick(says, locale)}
      </p>
      <p class="ways">
        {last && (
          <button
            type="button"
            class="link field"
            title={say('openInFile')}
            onClick={() =>
              ask({ type: 'reveal', object: last.object, ...(last.field !== undefined && { field: last.field }) })
            }
          >
            ← {last.object.kind}/{last.object.name} {last.field}
          </button>
        )}
        <button type="button" class="link" onClick={look}>
          {say('why')} · {clock(atMs)}
        </button>
      </p>
    </li>
  );
}
