// Figures that need no peer: a simulation, the command line on many documents, the size of the extension.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { packageExtension } from './package.mjs';
import { root, step } from './steps.mjs';

const work = path.join(root, '.build/bench');
const kpod = path.join(root, 'dist/server/kpod.js');

const deployment = (image) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: app
        image: ${image}
`;
const indented = (text) => text.replace(/^/gm, '      ').trimEnd();
const rollout = `name: rolling-update
nodes: [{name: node, count: 3}]
steps:
- at: 0s
  apply: |
${indented(deployment('nginx:1.26'))}
- at: 30s
  apply: |
${indented(deployment('nginx:1.27'))}
until: 120s
`;

/** Milliseconds, seconds and megabytes as the bars name them. */
export async function measureOurselves() {
  fs.mkdirSync(work, { recursive: true });
  step('simulating, checking 10,000 documents, packaging');
  const folder = writeShops();
  return {
    ...(await simulated()),
    checkSeconds: checked(),
    checkAllRulesSeconds: seconds(['check', folder, '--profile', 'strict', '--format', 'json']),
    indexSeconds: await indexed(folder),
    vsixMB: await packaged(),
  };
}

/** Within one process, as the panel runs it: its worker is warm after the first run. The median of twenty. */
async function simulated() {
  const file = path.join(work, 'rollout.yaml');
  fs.writeFileSync(file, rollout);
  const traces = Array.from({ length: 3 }, () => run(['simulate', file, '--json']).stdout);
  const timer = path.join(work, 'simulate.cjs');
  const { build } = await import('esbuild');
  const contents = timerProgram;
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: timer,
    logLevel: 'warning',
  });
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [timer, file, path.join(root, 'server/schemas/kubernetes.txt')],
    {
      encoding: 'utf8',
    },
  );
  if (!stdout) throw new Error(`the simulation did not run: ${stderr}`);
  return { ...JSON.parse(stdout), differentTraces: new Set(traces).size - 1 };
}

const timerProgram = `
import fs from 'node:fs';
import { scenarioOf } from './server/src/cli/scenarioFiles.ts';
import { loadBundle } from './server/src/core/schema/bundle.ts';
import { schemaFor } from './server/src/core/schema/versions.ts';
import { apiServerOf } from './server/src/core/sim/server.ts';
import { simulate } from './server/src/core/sim/simulate.ts';

const scenario = scenarioOf([{ name: 'rollout', text: fs.readFileSync(process.argv[2], 'utf8') }]);
const server = apiServerOf(schemaFor(loadBundle(fs.readFileSync(process.argv[3], 'utf8'))));
const times = Array.from({ length: 20 }, () => {
  const begin = performance.now();
  simulate(scenario, { server });
  return performance.now() - begin;
});
const timed = (played, maxWrites) => {
  const begin = performance.now();
  const trace = simulate(played, { server, maxWrites });
  return { seconds: (performance.now() - begin) / 1000, writes: trace.writes.length };
};
const web = (replicas, image) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image }] } },
  },
});
const rolledOver = (pods, count) => ({
  name: 'many',
  nodes: [{ name: 'node-1', count, capacity: { cpu: '64', memory: '256Gi', pods: '500' } }],
  kubelet: [],
  steps: [
    { atMs: 0, apply: [web(pods, 'nginx:1')] },
    { atMs: 120 * pods, apply: [web(pods, 'nginx:2')] },
  ],
  untilMs: 600 * pods,
});
const tick = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'tick' },
  spec: {
    schedule: '*/10 * * * *',
    jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'busybox' }] } } } },
  },
};
const hours = {
  name: 'hours',
  nodes: [{ name: 'node-1', count: 3 }],
  kubelet: [{ match: {}, exit: { code: 0, afterMs: 5000 } }],
  steps: [{ atMs: 0, apply: [tick] }],
  untilMs: 12 * 3_600_000,
};
const thousand = timed(rolledOver(1000, 100));
const cronSeconds = timed(hours).seconds;
const before = process.memoryUsage().heapUsed;
const many = timed(rolledOver(10_000, 200), 1_000_000);
process.stdout.write(
  JSON.stringify({
    simulateMs: times.sort((a, b) => a - b)[10],
    thousandPodsSeconds: thousand.seconds,
    cronSeconds,
    tenThousandPodsSeconds: many.seconds,
    traceKBPerWrite: (process.memoryUsage().heapUsed - before) / 1024 / many.writes,
  }),
);
`;

/** 1,000 files of ten documents that refer to each other: what a large repository of shops is like. */
function writeShops() {
  const folder = path.join(work, 'shops');
  fs.mkdirSync(folder, { recursive: true });
  for (let file = 0; file < 1000; file++) {
    const text = [0, 1].map((half) => shop(`shop-${file}-${half}`, `team-${file % 50}`)).join('---\n');
    fs.writeFileSync(path.join(folder, `shop-${file}.yaml`), text);
  }
  return folder;
}

const shop = (name, namespace) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}
spec:
  replicas: 3
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        ports: [{name: http, containerPort: 8080}]
        envFrom: [{configMapRef: {name: ${name}}}]
        env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: ${name}, key: token}}}]
---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {app: ${name}}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: ${namespace}}
data: {level: debug}
---
apiVersion: v1
kind: Secret
metadata: {name: ${name}, namespace: ${namespace}}
stringData: {token: none}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  rules:
  - host: ${name}.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: ${name}, port: {number: 80}}}}
`;

/** As the language server reads a workspace: from the disk, file by file, into the index. */
async function indexed(folder) {
  const timer = path.join(work, 'index.cjs');
  const { build } = await import('esbuild');
  const common = { bundle: true, platform: 'node', format: 'cjs', outfile: timer, logLevel: 'warning' };
  await build({ stdin: { contents: indexProgram, resolveDir: root, loader: 'ts' }, ...common });
  const { stdout, stderr } = spawnSync(process.execPath, [timer, folder], { encoding: 'utf8' });
  if (!Number(stdout)) throw new Error(`the folder was not indexed: ${stderr}`);
  return Number(stdout);
}

const indexProgram = `
import { scanFolders } from './server/src/lsp/disk.ts';
import { addFromDisk, newSession } from './server/src/lsp/session.ts';

const session = newSession();
const begin = performance.now();
scanFolders([process.argv[2]], (files) => addFromDisk(session, files)).then(({ files }) => {
  if (files !== 1000) throw new Error(files + ' files');
  process.stdout.write(String((performance.now() - begin) / 1000));
});
`;

function seconds(args) {
  const begin = performance.now();
  const { status, stderr } = run(args);
  if (status !== 0 && status !== 1) throw new Error(`kpod ${args[0]} ended with ${status}: ${stderr}`);
  return (performance.now() - begin) / 1000;
}

function checked() {
  const file = path.join(work, 'ten-thousand.yaml');
  const corpus = fs.readFileSync(path.join(work, 'corpus/huge/huge.yaml'), 'utf8').split(/^---\n/m);
  const documents = Array.from({ length: 10_000 }, (_, index) => corpus[1 + (index % (corpus.length - 1))]);
  fs.writeFileSync(file, documents.join('---\n'));
  return seconds(['check', file, '--format', 'json']);
}

async function packaged() {
  return fs.statSync(await packageExtension({ build: false })).size / 1024 / 1024;
}

function run(args) {
  return spawnSync(process.execPath, [kpod, ...args], { encoding: 'utf8', maxBuffer: 1 << 30 });
}
