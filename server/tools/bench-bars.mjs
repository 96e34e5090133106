// The bars of the product, as data: what is measured, on which corpus, and how good it must be.

/** The median over the runs of one figure of one server on one corpus. */
function ofCorpus(corpus, pick) {
  return ({ records }, server) => {
    const values = records
      .filter((record) => record.corpus === corpus && record.server.startsWith(server))
      .map(({ metrics }) => pick(metrics))
      .filter((value) => typeof value === 'number')
      .sort((a, b) => a - b);
    return values[values.length >> 1];
  };
}

const most = (name, corpus, limit, pick) => ({ name, corpus, most: limit, figure: ofCorpus(corpus, pick) });
const keystroke = (corpus, lines, limit) =>
  most(`keystroke → diagnostics p50, ${lines} lines (ms)`, corpus, limit, ({ edits }) => edits?.p50);
const worst = (corpus) => most(`slowest keystroke, ${corpus} (ms)`, corpus, 100, ({ edits }) => edits?.max);
const falseAlarms = (corpus) =>
  most(`false positives, ${corpus}`, corpus, 0, ({ falsePositives }) => falsePositives?.n);

/** Share of key places that the robot finds after one letter, in percent. */
function typed(part) {
  return ({ typing }, server) => {
    if (!typing || server !== 'kpod') return undefined;
    const keys = Object.entries(typing.tally).filter(([kind]) => /^key \w+ 1$/.test(kind));
    const total = keys.reduce((sum, [, { n }]) => sum + n, 0);
    return (100 * keys.reduce((sum, [, tally]) => sum + tally[part], 0)) / total;
  };
}

const own = (name, key, limit) => ({
  name,
  most: limit,
  figure: ({ own: figures }, server) => (server === 'kpod' ? figures[key] : undefined),
});

export const bars = [
  most('start → initialize (ms)', 'small', 150, ({ initMs }) => initMs),
  most('cold open → first diagnostics, 41 lines (ms)', 'small', 300, ({ openCold }) => openCold?.ms),
  keystroke('small', '41', 5),
  keystroke('medium', '1,075', 5),
  keystroke('large', '20,010', 10),
  keystroke('huge', '100,049', 20),
  most(
    'completion right after an edit p50, 20,010 lines (ms)',
    'large',
    10,
    ({ completion }) => completion?.fresh?.p50,
  ),
  most('peak memory, small (MB)', 'small', 120, ({ peakRssMB }) => peakRssMB),
  most('peak memory, large (MB)', 'large', 300, ({ peakRssMB }) => peakRssMB),
  worst('wide'),
  worst('aliases'),
  worst('deep'),
  worst('bigliteral'),
  {
    name: 'injected errors found, of 315',
    corpus: 'large-errors',
    least: 315,
    figure: ofCorpus('large-errors', ({ injected }) => injected?.found),
  },
  most('other findings beside them', 'large-errors', 0, ({ injected }) => injected?.extra),
  // Not bigliteral: its ConfigMap of 5 MB is more than the API server takes, and we say so.
  ...['small', 'medium', 'large', 'huge', 'wide', 'aliases', 'deep'].map(falseAlarms),
  { name: 'typing robot, one letter: key offered (%)', least: 98, figure: typed('offered') },
  { name: 'typing robot, one letter: in the first three (%)', least: 95, figure: typed('top3') },
  most('1,000 files indexed, from start (ms)', 'workspace', 1500, ({ index }) => index?.ms),
  own('simulate a 3-replica rolling update (ms)', 'simulateMs', 20),
  own('1,000 pods on 100 nodes rolled over (s)', 'thousandPodsSeconds', 2),
  own('10,000 pods on 200 nodes rolled over (s)', 'tenThousandPodsSeconds', 30),
  own('twelve hours of a CronJob (s)', 'cronSeconds', 1),
  own('trace in memory (KB a write)', 'traceKBPerWrite', 6),
  own('the same trace every time (different ones)', 'differentTraces', 0),
  own('kpod check, 10,000 documents (s)', 'checkSeconds', 10),
  own('kpod check, 1,000 files of 10,000 documents, all rules on (s)', 'checkAllRulesSeconds', 10),
  own('1,000 files from the disk into the index (s)', 'indexSeconds', 1.5),
  own('slowest answer to a damaged manifest (ms)', 'slowestMs', 200),
  own('damaged manifests without an answer', 'failures', 0),
  own('.vsix (MB)', 'vsixMB', 3),
];

export function shown(value) {
  if (value === undefined) return '–';
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 100 ? 1 : 0);
}
