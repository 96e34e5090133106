// The whole panel from the state: verdict and controls on top, then the map and the tabs, the timeline below.
import type { JSX } from 'preact';
import type { FromPanel } from '../../../server/src/protocol.ts';
import { wrapTabs } from '../elements.ts';
import { objectsAt } from '../model/history.ts';
import type { Run } from '../model/run.ts';
import { type Message, type State, type Tab, tabs } from '../state.ts';
import type { Say } from '../words.ts';
import { ClusterMap } from './ClusterMap.tsx';
import { ConfigView } from './ConfigView.tsx';
import { Console } from './Console.tsx';
import { Controls } from './Controls.tsx';
import { Events } from './Events.tsx';
import { FindingsView } from './FindingsView.tsx';
import { NetworkView } from './NetworkView.tsx';
import { ObjectView } from './ObjectView.tsx';
import { StorageView } from './StorageView.tsx';
import { Timeline } from './Timeline.tsx';
import { VerdictLine } from './VerdictLine.tsx';
import { WhyView } from './WhyView.tsx';

export type Dispatch = (message: Message) => void;
export type Ask = (message: FromPanel) => void;

export interface PanelProps {
  readonly state: State;
  readonly say: Say;
  readonly dispatch: Dispatch;
  readonly ask: Ask;
}

export function Panel(props: PanelProps): JSX.Element {
  const { state, say, dispatch, ask } = props;
  const { run } = state;
  if (!run) return <Empty state={state} say={say} />;
  const top = state.wide ? <Wide {...props} run={run} /> : <Tabs {...props} run={run} names={tabs} />;
  return (
    <div class="panel" data-running={state.running}>
      <VerdictLine
        {...{ run, say, ask }}
        running={state.running}
        alongside={state.alongside}
        locale={state.start.locale}
      />
      <Controls state={state} run={run} say={say} dispatch={dispatch} />
      <vscode-split-layout
        class="halves"
        split="horizontal"
        handle-position={`${state.kept.split.upper}%`}
        min-start="15%"
        min-end="15%"
        onvsc-split-layout-change={(event) => split('upper', event, dispatch)}
      >
        <div slot="start" class="half">
          {top}
        </div>
        <div slot="end" class="half">
          <Timeline state={state} run={run} say={say} dispatch={dispatch} />
        </div>
      </vscode-split-layout>
    </div>
  );
}

interface WithRun extends PanelProps {
  readonly run: Run;
}

function Wide(props: WithRun): JSX.Element {
  const { state, dispatch } = props;
  return (
    <vscode-split-layout
      class="halves"
      split="vertical"
      handle-position={`${state.kept.split.map}%`}
      min-start="20%"
      min-end="20%"
      onvsc-split-layout-change={(event) => split('map', event, dispatch)}
    >
      <div slot="start" class="half">
        <TabBody {...props} tab="cluster" />
      </div>
      <div slot="end" class="half">
        <Tabs {...props} names={tabs.filter((tab) => tab !== 'cluster')} />
      </div>
    </vscode-split-layout>
  );
}

function Tabs(props: WithRun & { readonly names: readonly Tab[] }): JSX.Element {
  const { state, run, say, dispatch, names } = props;
  const found = run.found() ?? 0;
  const selected = names.includes(state.kept.tab) ? state.kept.tab : (names[0] ?? 'findings');
  return (
    <vscode-tabs
      ref={wrapTabs}
      panel
      class="tabs"
      selected-index={names.indexOf(selected)}
      onvsc-tabs-select={({ detail }) => dispatch({ type: 'tab', tab: names[detail.selectedIndex] ?? 'console' })}
    >
      {names.map((tab) => (
        <vscode-tab-header key={tab} slot="header">
          {say(tab)}
          {tab === 'findings' && found > 0 && ` (${found})`}
        </vscode-tab-header>
      ))}
      {names.map((tab) => (
        <vscode-tab-panel key={tab} panel class="tab">
          {tab === selected && <TabBody {...props} tab={tab} />}
        </vscode-tab-panel>
      ))}
    </vscode-tabs>
  );
}

function TabBody({ state, run, say, dispatch, ask, tab }: WithRun & { readonly tab: Tab }): JSX.Element {
  const { atMs, selected, command, commands, asked, url } = state.kept;
  const { locale } = state.start;
  switch (tab) {
    case 'cluster':
      return <ClusterMap objects={objectsAt(run.placed, atMs)} state={state} say={say} dispatch={dispatch} />;
    case 'findings':
      return <FindingsView {...{ run, locale, say, dispatch, ask }} />;
    case 'console':
      return <Console {...{ run, atMs, command, commands, asked, selected, locale, say, dispatch, ask }} />;
    case 'events':
      return <Events run={run} atMs={atMs} say={say} dispatch={dispatch} />;
    case 'object':
      return <ObjectView run={run} atMs={atMs} selected={selected} say={say} dispatch={dispatch} ask={ask} />;
    case 'network':
      return <NetworkView {...{ run, atMs, selected, url, locale, say, dispatch, ask }} />;
    case 'config':
      return <ConfigView run={run} atMs={atMs} selected={selected} say={say} ask={ask} />;
    case 'storage':
      return <StorageView run={run} atMs={atMs} say={say} dispatch={dispatch} />;
    case 'why':
      return <WhyView {...{ run, atMs, selected, locale, say, dispatch, ask }} />;
  }
}

/** Nothing to look at: why, in the server's words where it has some. */
function Empty({ state, say }: Pick<PanelProps, 'state' | 'say'>): JSX.Element {
  if (state.running) return <p class="empty">{say('waiting')}</p>;
  if (!state.problem) return <p class="empty">{say('emptyHelp')}</p>;
  return (
    <p class="empty" role="alert">
      {state.problem}
    </p>
  );
}

function split(which: 'upper' | 'map', event: CustomEvent<{ positionInPercentage: number }>, dispatch: Dispatch): void {
  // Nested splits let the event bubble to the outer one.
  if (event.target === event.currentTarget)
    dispatch({ type: 'split', which, percent: event.detail.positionInPercentage });
}
