// `node:fs/promises` in a browser: asks the client, whose editor knows the workspace's file systems. Names are URIs.
import type { Connection } from 'vscode-languageserver';
import { type DiskEntry, diskListRequest, diskReadRequest, diskStatRequest } from '../protocol.ts';

let connection: Pick<Connection, 'sendRequest'> | undefined;

export function askDiskOf(client: Pick<Connection, 'sendRequest'>): void {
  connection = client;
}

async function ask<Answer>(request: string, uri: string): Promise<Answer> {
  const answer = await connection?.sendRequest<Answer | null>(request, { uri });
  if (answer === null || answer === undefined) throw new Error(`nothing at ${uri}`);
  return answer;
}

const asNode = ({ name, kind, size }: DiskEntry) => ({
  name,
  size,
  isDirectory: () => kind === 'folder',
  isFile: () => kind === 'file',
});

const disk = {
  stat: async (uri: string) => asNode(await ask<DiskEntry>(diskStatRequest, uri)),
  readdir: async (uri: string) => (await ask<readonly DiskEntry[]>(diskListRequest, uri)).map(asNode),
  async readFile(uri: string, encoding?: 'utf8'): Promise<Uint8Array | string> {
    const bytes = await ask<Uint8Array>(diskReadRequest, uri);
    if (encoding) return new TextDecoder().decode(bytes);
    return Object.assign(bytes, { toString: () => new TextDecoder().decode(bytes) });
  },
};

// biome-ignore lint/style/noDefaultExport: Node’s module has one
export { disk as default };
