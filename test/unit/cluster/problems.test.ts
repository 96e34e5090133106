// What kept kubectl from an answer, from what real ones print: which problem it is, and that each says what to do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterTarget, KubectlRun } from '../../../server/src/core/cluster/calls.ts';
import { problemOf } from '../../../server/src/core/cluster/problems.ts';

const target: ClusterTarget = { kubectl: 'kubectl', context: 'shop', timeoutSeconds: 15 };
const failed = (stderr: string): KubectlRun => ({ code: 1, stdout: '', stderr });

const log = (words: string): string =>
  `E1121 14:14:17.964515   27133 memcache.go:265] "Unhandled Error" err="${words}"\n`;
const refused = 'Get "https://127.0.0.1:1/api?timeout=3s": dial tcp 127.0.0.1:1: connect: connection refused';

const problems: readonly (readonly [name: string, run: KubectlRun, says: RegExp])[] = [
  ['no kubectl', { stdout: '', stderr: '', failure: 'missing' }, /no program "kubectl".*kpod\.cluster\.kubectl/],
  ['not executable', { stdout: '', stderr: '', failure: 'not-executable' }, /could not be run/],
  ['no end', { stdout: '', stderr: '', failure: 'timeout' }, /no answer in time.*15 s/],
  ['no such context', failed('error: context "shop" does not exist\n'), /no context "shop".*choose another/],
  [
    'an address where nobody listens',
    failed(
      `${log(`couldn't get current server API group list: ${refused}`)}The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?\n`,
    ),
    /cannot be reached.*was refused/,
  ],
  [
    'nobody listens, while the schema is fetched',
    failed(
      `error: error validating "STDIN": error validating data: failed to download openapi: ${refused}; if you choose to ignore these errors, turn validation off with --validate=false\n`,
    ),
    /cannot be reached.*connection refused/,
  ],
  [
    'a name that leads nowhere',
    failed('Unable to connect to the server: dial tcp: lookup shop.example: no such host\n'),
    /cannot be reached.*no such host/,
  ],
  [
    'a certificate of somebody else',
    failed(
      'Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority\n',
    ),
    /cannot be reached.*x509/,
  ],
  [
    'no answer in time',
    failed(
      'Unable to connect to the server: net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)\n',
    ),
    /did not answer within 15 s.*requestTimeout/,
  ],
  [
    'another kind of server',
    failed(
      `${log("couldn't get current server API group list: the server could not find the requested resource")}Error from server (NotFound): the server could not find the requested resource\n`,
    ),
    /cannot be reached/,
  ],
  [
    'not signed in',
    failed('error: You must be logged in to the server (Unauthorized)\n'),
    /does not know who asks.*sign in/,
  ],
  [
    'a credential plugin that fails',
    failed('Unable to connect to the server: getting credentials: exec: executable aws not found\n'),
    /does not know who asks.*aws not found/,
  ],
  ['an old kubectl', failed("Error: unknown flag: --server-side\nSee 'kubectl apply --help' for usage.\n"), /too old/],
  [
    'a broken kubeconfig',
    failed('error: error loading config file "config": yaml: line 2: mapping values are not allowed in this context\n'),
    /cannot read its kubeconfig.*line 2/,
  ],
];

for (const [name, run, says] of problems) {
  test(`kubectl got no answer, and it is said why: ${name}`, () => {
    const problem = problemOf(run, target);
    assert.match(problem?.en ?? 'no problem', says);
    assert.match(problem?.zh ?? '', /；请/);
  });
}

const answers: readonly (readonly [name: string, stderr: string])[] = [
  ['a refusal', 'The Service "a" is invalid: spec.ports: Required value\n'],
  [
    'a webhook that cannot be reached',
    'Error from server (InternalError): error when creating "STDIN": Internal error occurred: failed calling webhook "a.example.com": dial tcp 10.0.0.1:443: connect: connection refused\n',
  ],
  ['a missing namespace', 'Error from server (NotFound): error when creating "STDIN": namespaces "a" not found\n'],
];

for (const [name, stderr] of answers) {
  test(`what a cluster says of an object is no problem of kubectl's: ${name}`, () => {
    assert.equal(problemOf(failed(stderr), target), undefined);
  });
}
