// The selected object as YAML at the cursor's time; the lines that its last change touched are marked.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { asJson } from '../../../server/src/core/sim/objects.ts';
import { grouped } from '../model/grouped.ts';
import { type Version, versionAt } from '../model/history.ts';
import { manifestOf } from '../model/lifelines.ts';
import type { Run } from '../model/run.ts';
import { yamlLines } from '../model/yamlText.ts';
import { clock, type Say } from '../words.ts';
import type { Ask, Dispatch } from './Panel.tsx';
import { VirtualList } from './VirtualList.tsx';

interface Props {
  readonly run: Run;
  readonly atMs: number;
  readonly selected: string | undefined;
  readonly say: Say;
  readonly dispatch: Dispatch;
  readonly ask: Ask;
}

const linePx = 18;

export function ObjectView({ run, atMs, selected, say, dispatch, ask }: Props): JSX.Element {
  const picker = useMemo(() => drawPicker(run, selected, say, dispatch), [run, selected, say, dispatch]);
  const versions = run.history.get(selected ?? '');
  const version = versionAt(versions, atMs);
  if (!versions || !version?.object) {
    return (
      <div class="object">
        <header>{picker}</header>
        <p class="empty">{say(versions ? 'notThere' : 'selectSomething')}</p>
      </div>
    );
  }
  const { write } = version;
  const manifest = manifestOf(run.history, versions);
  return (
    <div class="object">
      <header>
        {picker}
        <span>
          {say('changedBy')}: {clock(write.atMs)} · {write.actor}
        </span>
        {manifest && (
          <button type="button" class="link" onClick={() => ask({ type: 'reveal', object: manifest })}>
            {say('openInFile')}
          </button>
        )}
      </header>
      <Yaml versions={versions} version={version} />
    </div>
  );
}

function Yaml({
  versions,
  version,
}: {
  readonly versions: readonly Version[];
  readonly version: Version;
}): JSX.Element {
  const lines = useMemo(() => {
    const before = versions[versions.indexOf(version) - 1]?.object;
    return version.object ? yamlLines(asJson(version.object), before && asJson(before)) : [];
  }, [versions, version]);
  const changed = lines.findIndex((line) => line.changed);
  return (
    <VirtualList
      label="YAML"
      class="yaml"
      count={lines.length}
      heightOf={lineHeight}
      {...(changed >= 0 && { show: changed })}
      row={(i) => <code data-changed={lines[i]?.changed}>{lines[i]?.text}</code>}
    />
  );
}

/** Every object of the run but the events, which have a tab of their own. */
function drawPicker(run: Run, selected: string | undefined, say: Say, dispatch: Dispatch): JSX.Element {
  const refs = [...run.history].flatMap(([key, [first]]) => (first ? [{ key, ref: first.write.ref }] : []));
  const groups = grouped(
    refs.filter(({ ref }) => ref.kind !== 'Event' && ref.kind !== 'Lease'),
    ({ ref }) => ref.kind,
  );
  return (
    <select
      aria-label={say('object')}
      onChange={(event) => dispatch({ type: 'select', key: event.currentTarget.value })}
    >
      <option value="" selected={selected === undefined} disabled>
        {say('object')}…
      </option>
      {[...groups].map(([kind, members]) => (
        <optgroup key={kind} label={kind}>
          {members.map(({ key, ref }) => (
            <option key={key} value={key} selected={key === selected}>
              {kind}/{ref.name}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

function lineHeight(): number {
  return linePx;
}
