// The selected object as YAML at the cursor's time; the lines that its last change touched are marked.
import type { JSX } from 'preact';
import { asJson } from '../../../server/src/core/sim/objects.ts';
import { versionAt } from '../model/history.ts';
import type { Run } from '../model/run.ts';
import { yamlLines } from '../model/yamlText.ts';
import { clock, type Say } from '../words.ts';
import type { Ask } from './Panel.tsx';
import { VirtualList } from './VirtualList.tsx';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly selected: string | undefined;
  readonly say: Say;
  readonly ask: Ask;
}

const linePx = 18;

export function ObjectView({ run, atMs, selected, say, ask }: Props): JSX.Element {
  const versions = run.history.get(selected ?? '');
  if (!versions) return <p class="empty">{say('selectSomething')}</p>;
  const version = versionAt(versions, atMs);
  if (!version?.object) return <p class="empty">{say('notThere')}</p>;
  const before = versions[versions.indexOf(version) - 1]?.object;
  const lines = yamlLines(asJson(version.object), before && asJson(before));
  const { write } = version;
  return (
    <div class="object">
      <header>
        <strong>
          {write.ref.kind}/{write.ref.name}
        </strong>{' '}
        {say('changedBy')}: {clock(write.atMs)} · {write.actor}
        <button type="button" class="link" onClick={() => ask({ type: 'reveal', object: write.ref })}>
          {say('openInFile')}
        </button>
      </header>
      <VirtualList
        label="YAML"
        class="yaml"
        count={lines.length}
        heightOf={() => linePx}
        row={(i) => <code data-changed={lines[i]?.changed}>{lines[i]?.text}</code>}
      />
    </div>
  );
}
