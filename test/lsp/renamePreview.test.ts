// Renames in an editor that shows them before they are made: what is surely meant needs no confirmation, another definition of
// the same name does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer, type TestClient } from './client.ts';

interface Preview {
  readonly documentChanges: readonly {
    readonly textDocument: { readonly uri: string };
    readonly edits: readonly { readonly annotationId: string }[];
  }[];
  readonly changeAnnotations: Readonly<Record<string, { readonly needsConfirmation: boolean }>>;
}

let client: TestClient;
const uriOf = (name: string) => `file:///w/${name}.yaml`;
const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata: {mode: fast}\n';
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      image: a:1\n      envFrom: [{configMapRef: {name: settings}}]\n';

before(async () => {
  const workspaceEdit = { documentChanges: true, changeAnnotationSupport: {} };
  client = await startServer({ capabilities: { workspaceEdit } });
  client.open(uriOf('dev'), settings);
  client.open(uriOf('pod'), pod);
});
after(() => client.stop());

async function confirmations(): Promise<readonly (readonly [string, boolean | undefined])[]> {
  const { documentChanges, changeAnnotations } = await client.request<Preview>('textDocument/rename', {
    textDocument: { uri: uriOf('dev') },
    position: { line: 3, character: 10 },
    newName: 'options',
  });
  return documentChanges
    .flatMap(({ textDocument, edits }) =>
      edits.map(({ annotationId }) => [textDocument.uri, changeAnnotations[annotationId]?.needsConfirmation] as const),
    )
    .sort();
}

test('a definition and its uses in other files are renamed as they are', async () => {
  assert.deepEqual(await confirmations(), [
    [uriOf('dev'), false],
    [uriOf('pod'), false],
  ]);
});

test('another definition of the name is renamed only when the user says so', async () => {
  client.open(uriOf('prod'), settings);
  assert.deepEqual(await confirmations(), [
    [uriOf('dev'), false],
    [uriOf('pod'), false],
    [uriOf('prod'), true],
  ]);
});
